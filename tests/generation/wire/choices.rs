//! Choices that hold at once, and alternatives that merge the schema which offers them.

use crate::server::Server;
use choices::Client;
use choices::types::payment::{Card, CardPerson, Transfer};
use choices::types::{Access, Counts, Dog, Flag, Payment, Pet, access, counts, flag};
use serde_json::{from_str, to_string};

#[test]
fn a_value_is_one_of_these_and_one_of_those() {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let payment = Payment::from(Card::from(CardPerson::new("Ann", "4242", 5)));
    let reply = r#"{"amount":7,"iban":"DE00","vat":"EU1"}"#;
    server.answer("200 OK", "application/json", reply);
    let taken = client.shop().pay(&payment).send_blocking().unwrap();
    let sent = r#"{"name":"Ann","card":"4242","amount":5}"#;
    assert_eq!(server.request().text(), sent);
    let Payment::Transfer(Transfer::Company(company)) = taken else {
        panic!("{taken:?}");
    };
    assert_eq!((company.iban.as_str(), company.vat.as_str()), ("DE00", "EU1"));
}

#[test]
fn an_alternative_that_merges_the_choice_is_itself() {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    server.answer("200 OK", "application/json", r#"{"kind":"Cat","name":"Tom","lives":9}"#);
    let dog = Pet::from(Dog::new("Rex", "wow"));
    let taken = client.shop().add_pet(&dog).send_blocking().unwrap();
    let sent = r#"{"kind":"Dog","name":"Rex","bark":"wow"}"#;
    assert_eq!(server.request().text(), sent);
    assert!(matches!(taken, Pet::Cat(cat) if cat.lives == Some(9)));
}

#[test]
fn listed_values_are_one_enumeration_beside_others() {
    let access: Vec<Access> = from_str(r#"["Everything",{"Some":3},"Less"]"#).unwrap();
    let [Access::Text(access::Text::Everything), Access::Object(some), Access::Text(access::Text::Unrecognized(_))] =
        access.as_slice()
    else {
        panic!("{access:?}");
    };
    assert_eq!(some.some, 3);
    let flags = [Flag::from(true), Flag::from(flag::Integer::N1)];
    assert_eq!(to_string(&flags).unwrap(), "[true,1]");
    assert_eq!(from_str::<[Flag; 2]>("[true,1]").unwrap(), flags);
}

#[test]
fn numbers_that_may_come_as_texts_are_numbers() {
    let text = r#"{"id":"7","ratio":"1.5","all":["1",2],"either":"7","phone":"555-0100"}"#;
    let counts: Counts = from_str(text).unwrap();
    assert_eq!((counts.id, counts.all.as_deref()), (7, Some([1, 2].as_slice())));
    assert!(matches!(counts.either, Some(counts::Either::Text(_))), "{counts:?}");
    let written = r#"{"id":7,"ratio":1.5,"all":[1,2],"either":"7","phone":"555-0100"}"#;
    assert_eq!(to_string(&counts).unwrap(), written);
    assert!(from_str::<Counts>(r#"{"id":"seven"}"#).is_err());
}
