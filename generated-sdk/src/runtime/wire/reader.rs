// @generated from the API document. Do not edit: the next run writes this file anew.

//! Reading JSON (RFC 8259) token by token.
//!
//! Quick for three reasons: the text is checked for UTF-8 once, strings are searched eight bytes at a time, and a key
//! that is expected is compared where it stands.

use std::borrow::Cow;

use super::error::{DecodeError, excerpt};
use super::numbers::Number;
use super::strings::{escape_sequence, plain_end, push_plain};
use super::value::Unfinished;

/// A place in a JSON text, and what it takes to read on from there.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    /// How many more times a union may read the same text again for another of its types.
    second_tries: u16,
    /// How many more times a union may read a type before it looks at how well it fits, and be wrong.
    hasty_tries: u16,
    /// Where a string is put together that has escape sequences.
    unescaped: String,
    /// Where free-form values wait.
    pub(super) unfinished: Unfinished,
    /// Whether a union tries a type on. Nobody will read what errors say, and what marks a type has to be there.
    is_trial: bool,
    /// Numbers may come as texts.
    takes_numerals: bool,
}

/// A place to come back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    at: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    /// How many arrays and objects may stand inside each other.
    pub const MAX_DEPTH: u8 = 128;

    /// Starts at the beginning of a text.
    ///
    /// # Errors
    /// When the text is not UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        match simdutf8::compat::from_utf8(text) {
            Ok(text) => Ok(Self {
                text,
                at: 0,
                depth: 0,
                second_tries: 1_000,
                hasty_tries: 1_000,
                unescaped: String::new(),
                unfinished: Unfinished::default(),
                is_trial: false,
                takes_numerals: false,
            }),
            Err(error) => {
                Err(DecodeError::new("UTF-8 text", "other bytes").at_offset(error.valid_up_to()))
            }
        }
    }

    /// How many bytes lie before this place.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// This place, to come back to.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark {
            at: self.at,
            depth: self.depth,
        }
    }

    /// Goes back to a place.
    pub fn reset(&mut self, mark: Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
    }

    /// Does something while a union tries a type on, or as if none did.
    pub(super) fn trying<T>(&mut self, is_trial: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        let was_trial = std::mem::replace(&mut self.is_trial, is_trial);
        let outcome = work(self);
        self.is_trial = was_trial;
        outcome
    }

    /// Whether a union tries a type on.
    #[inline]
    pub(super) fn is_trial(&self) -> bool {
        self.is_trial
    }

    /// Does something where numbers may come as texts, or may not.
    #[inline]
    pub(super) fn taking_numerals<T>(
        &mut self,
        takes_numerals: bool,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let took_numerals = std::mem::replace(&mut self.takes_numerals, takes_numerals);
        let outcome = work(self);
        self.takes_numerals = took_numerals;
        outcome
    }

    /// Whether a text stands here that may be a number.
    pub(super) fn is_numeral_ahead(&self) -> bool {
        self.takes_numerals && self.byte(self.at) == Some(b'"')
    }

    /// Whether a union may try another of its types, which keeps hostile texts from being read over and over.
    pub(super) fn may_try_again(&mut self) -> bool {
        let may = self.second_tries > 0;
        self.second_tries = self.second_tries.saturating_sub(1);
        may
    }

    /// Does something while a union tries a type on, before it looks at how well that type fits. Says whether it went
    /// well; where it didn't, goes back.
    pub(super) fn hastily(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> bool {
        if self.hasty_tries == 0 {
            return false;
        }
        let mark = self.mark();
        let went_well = self.trying(true, work).is_ok();
        if !went_well {
            self.reset(mark);
            // Unions in unions that are wrong each would read the innermost over and over; they count as well.
            self.hasty_tries = self.hasty_tries.saturating_sub(1);
        }
        went_well
    }

    /// Moves over white space and gives the next byte.
    ///
    /// # Errors
    /// When the text ends.
    #[inline]
    pub fn peek(&mut self) -> Result<u8, DecodeError> {
        self.next_byte().ok_or_else(|| self.unexpected("a value"))
    }

    /// Moves over white space and gives the next byte; `None` at the end of the text.
    #[inline]
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.byte(self.at)? {
                byte if byte > b' ' => return Some(byte),
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    /// When there is something else.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end of the text")),
        }
    }

    /// Moves over `null` if it stands here, and says whether it did.
    pub fn skip_null(&mut self) -> bool {
        let is_null = self.rest().starts_with(b"null");
        if is_null {
            self.at += "null".len();
        }
        is_null
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// When it does not stand here.
    #[inline]
    pub fn null(&mut self) -> Result<(), DecodeError> {
        self.word("null", "`null`")
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// When neither stands here.
    #[inline]
    pub fn bool(&mut self) -> Result<bool, DecodeError> {
        const EXPECTED: &str = "`true` or `false`";
        let value = self.byte(self.at) == Some(b't');
        self.word(if value { "true" } else { "false" }, EXPECTED)?;
        Ok(value)
    }

    #[inline]
    fn word(&mut self, word: &str, expected: &'static str) -> Result<(), DecodeError> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(self.unexpected(expected));
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads a number and gives its digits as they stand.
    ///
    /// # Errors
    /// When no number stands here.
    pub fn number(&mut self) -> Result<&'a str, DecodeError> {
        Ok(self.parsed_number()?.text)
    }

    #[inline]
    pub(super) fn parsed_number(&mut self) -> Result<Number<'a>, DecodeError> {
        match Number::at(self.text, self.at) {
            Some(number) => {
                self.at += number.text.len();
                Ok(number)
            }
            None if self.is_numeral_ahead() => self.numeral(),
            None => Err(self.unexpected("a number")),
        }
    }

    /// Reads a text that spells a number.
    #[cold]
    fn numeral(&mut self) -> Result<Number<'a>, DecodeError> {
        let start = self.at + 1;
        let number = Number::at(self.text, start);
        let end = number.as_ref().map(|number| start + number.text.len());
        match (number, end.and_then(|end| self.byte(end)), end) {
            (Some(number), Some(b'"'), Some(end)) => {
                self.at = end + 1;
                Ok(number)
            }
            _ => Err(self.unexpected("a number, or a string of one")),
        }
    }

    /// Reads a string. Half a surrogate pair is read as U+FFFD, the replacement character.
    ///
    /// # Errors
    /// When no string stands here, or it has a control character or an unknown escape sequence.
    #[inline]
    pub fn string(&mut self) -> Result<&str, DecodeError> {
        if self.byte(self.at) != Some(b'"') {
            return Err(self.unexpected("a string"));
        }
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        if self.byte(end) == Some(b'"') {
            self.at = end + 1;
            return Ok(&self.text[start..end]);
        }
        self.unescape(start, end)?;
        Ok(&self.unescaped)
    }

    /// Reads a string and makes a value of it.
    ///
    /// # Errors
    /// When no string stands here, or `parse` makes nothing of it.
    pub fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let mark = self.mark();
        match self.string().ok().and_then(parse) {
            Some(value) => Ok(value),
            None => {
                self.reset(mark);
                Err(self.unexpected(expected))
            }
        }
    }

    /// Reads the key of a member and the colon, up to the value.
    ///
    /// # Errors
    /// When no key and colon stand here.
    pub fn key(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.byte(self.at) != Some(b'"') {
            return Err(self.unexpected("a key"));
        }
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        let key = if self.byte(end) == Some(b'"') {
            self.at = end + 1;
            Cow::Borrowed(&self.text[start..end])
        } else {
            self.unescape(start, end)?;
            Cow::Owned(self.unescaped.clone())
        };
        self.colon()?;
        Ok(key)
    }

    /// Moves over the key of a member and the colon, up to the value, if they stand here just as in `quoted`; says
    /// whether they did.
    ///
    /// # Errors
    /// When the text ends behind them.
    #[inline]
    pub(super) fn skip_key(&mut self, quoted: &str) -> Result<bool, DecodeError> {
        if !self.rest().starts_with(quoted.as_bytes()) {
            return Ok(false);
        }
        self.at += quoted.len();
        self.peek()?;
        Ok(true)
    }

    #[inline]
    fn colon(&mut self) -> Result<(), DecodeError> {
        if self.peek()? != b':' {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        self.peek()?;
        Ok(())
    }

    /// Moves into an array (`[`) or an object (`{`).
    ///
    /// # Errors
    /// When none begins here, or it would be nested too deep.
    #[inline]
    pub fn open(&mut self, bracket: u8) -> Result<(), DecodeError> {
        if self.byte(self.at) != Some(bracket) {
            return Err(self.unexpected(if bracket == b'[' {
                "an array"
            } else {
                "an object"
            }));
        }
        if self.depth == Self::MAX_DEPTH {
            return Err(self.too_deep());
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    /// Moves to the next item of an array or member of an object, or behind its closing `bracket`, and says whether
    /// there was another. `started` is false before the first.
    ///
    /// # Errors
    /// When neither a comma nor the bracket stands here.
    #[inline]
    pub fn another(&mut self, started: &mut bool, bracket: u8) -> Result<bool, DecodeError> {
        let byte = self.peek()?;
        if byte == bracket {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if *started {
            if byte != b',' {
                return Err(self.unexpected(if bracket == b']' {
                    "`,` or `]`"
                } else {
                    "`,` or `}`"
                }));
            }
            self.at += 1;
            self.peek()?;
        }
        *started = true;
        Ok(true)
    }

    /// Moves over a value of any kind.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        match self.peek()? {
            b'"' => self.string().map(drop),
            b'{' => self.skip_members(),
            b'[' => self.skip_items(),
            b't' | b'f' => self.bool().map(drop),
            b'n' => self.null(),
            b'-' | b'0'..=b'9' => self.number().map(drop),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn skip_members(&mut self) -> Result<(), DecodeError> {
        let mut started = false;
        self.open(b'{')?;
        while self.another(&mut started, b'}')? {
            self.key()?;
            self.skip()?;
        }
        Ok(())
    }

    fn skip_items(&mut self) -> Result<(), DecodeError> {
        let mut started = false;
        self.open(b'[')?;
        while self.another(&mut started, b']')? {
            self.skip()?;
        }
        Ok(())
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Puts the string from `start` together, of which the characters up to `end` stand for themselves.
    #[cold]
    fn unescape(&mut self, start: usize, end: usize) -> Result<(), DecodeError> {
        self.unescaped.clear();
        self.unescaped.push_str(&self.text[start..end]);
        self.at = end;
        loop {
            match self.byte(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {}
                Some(_) => return Err(self.unexpected("control characters to be escaped")),
                None => return Err(self.unexpected("the end of the string")),
            }
            let Some((character, length)) = escape_sequence(self.rest()) else {
                return Err(self.unexpected("an escape sequence"));
            };
            self.unescaped.push(character);
            self.at = push_plain(&mut self.unescaped, self.text, self.at + length);
        }
    }

    /// The error that something other than `expected` stands here.
    #[cold]
    pub fn unexpected(&self, expected: impl Into<Cow<'static, str>>) -> DecodeError {
        if self.is_trial {
            return DecodeError::unread();
        }
        DecodeError::new(expected, self.ahead()).at_offset(self.at)
    }

    #[cold]
    fn too_deep(&self) -> DecodeError {
        let expected = format!("at most {} levels of arrays and objects", Self::MAX_DEPTH);
        DecodeError::new(expected, "another one").at_offset(self.at)
    }

    /// What stands here, in words.
    fn ahead(&self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match rest.as_bytes().first() {
            None => "the end of the text".to_owned(),
            Some(b'{') => "an object".to_owned(),
            Some(b'[') => "an array".to_owned(),
            Some(b'"') => match plain_end(rest.as_bytes(), 1) {
                end if rest.as_bytes().get(end) == Some(&b'"') => {
                    format!("the string {:?}", excerpt(&rest[1..end]))
                }
                _ => "a string".to_owned(),
            },
            // Numbers and words, and tokens (RFC 6750, section 2.1) whole: a part of one would not be told for a secret.
            Some(_) => match rest
                .split(|c: char| !c.is_ascii_alphanumeric() && !"+-._~/=".contains(c))
                .next()
            {
                Some(word) if !word.is_empty() => format!("`{}`", excerpt(word)),
                _ => format!("{:?}", rest.chars().next().unwrap_or_default()),
            },
        }
    }
}
