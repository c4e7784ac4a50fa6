//! Arrays whose items have types by position.

use super::decode::{Decode, Fit};
use super::encode::{Encode, List, View};
use super::error::DecodeError;
use super::reader::Reader;

macro_rules! tuple {
    ($count:literal: $($item:ident $index:tt),*) => {
        impl<$($item: Encode),*> List for ($($item,)*) {
            fn len(&self) -> usize {
                $count
            }

            fn get(&self, index: usize) -> Option<View<'_>> {
                match index {
                    $($index => Some(self.$index.view()),)*
                    _ => None,
                }
            }
        }

        impl<$($item: Encode),*> Encode for ($($item,)*) {
            fn view(&self) -> View<'_> {
                View::List(self)
            }
        }

        impl<$($item: Decode),*> Decode for ($($item,)*) {
            fn blank() -> Self {
                ($($item::blank(),)*)
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                read_tuple(&mut [$(&mut self.$index),*], reader)
            }

            fn reset(&mut self) {
                $(self.$index.reset();)*
            }

            fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit {
                fit_tuple(&mut [$(&mut self.$index),*], reader, depth)
            }
        }
    };
}

tuple!(2: A 0, B 1);
tuple!(3: A 0, B 1, C 2);
tuple!(4: A 0, B 1, C 2, D 3);
tuple!(5: A 0, B 1, C 2, D 3, E 4);
tuple!(6: A 0, B 1, C 2, D 3, E 4, F 5);

fn read_tuple(items: &mut [&mut dyn Decode], reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    let mut started = false;
    let mut count = 0;
    reader.open(b'[')?;
    while reader.another(&mut started, b']')? {
        let Some(item) = items.get_mut(count) else {
            return Err(wrong_count(items.len(), "more"));
        };
        item.read(reader).map_err(|error| error.in_item(count))?;
        count += 1;
    }
    if count < items.len() {
        return Err(wrong_count(items.len(), "fewer"));
    }
    Ok(())
}

#[cold]
fn wrong_count(wanted: usize, found: &str) -> DecodeError {
    DecodeError::new(format!("an array of {wanted} items"), found)
}

fn fit_tuple(items: &mut [&mut dyn Decode], reader: &mut Reader<'_>, depth: u8) -> Fit {
    let mut started = false;
    let mut count = 0;
    let mut fit = Fit::FAIR;
    if reader.open(b'[').is_err() {
        return Fit::NO;
    }
    loop {
        match reader.another(&mut started, b']') {
            Err(_) => return Fit::NO,
            Ok(false) if count == items.len() => return fit,
            Ok(false) => return Fit::NO,
            Ok(true) => {}
        }
        let Some(item) = items.get_mut(count) else {
            return Fit::NO;
        };
        count += 1;
        let item = match depth {
            0 => reader.skip().map_or(Fit::NO, |()| Fit::FAIR),
            _ => item.fit(reader, depth - 1),
        };
        if item == Fit::NO {
            return Fit::NO;
        }
        if depth > 0 {
            fit = fit.with(item);
        }
    }
}
