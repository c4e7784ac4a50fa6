//! Schemas that others merge, and alternatives for all other values.

use bases::Client;
use bases::types::{Ball, Bone, Cat, Dog, Figure, Folder, Pet, Resource, Rope, Shape, Toy, folder, resource};
use serde_json::{from_str, to_string};

use crate::server::Server;

#[test]
fn what_merges_a_base_is_one_of_its_kinds() {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let reply = r#"[{"petType":"dog","name":"Rex","packSize":3},{"petType":"young-dog","name":"Pip","age":1},
        {"petType":"mouse","size":2},{"petType":"cow","name":"Bo","milk":9},{"name":"Al","petType":"Cat","huntingSkill":"lazy"}]"#;
    server.answer("200 OK", "application/json", reply);
    let sent = Pet::from(Dog::new("Ann"));
    let pets = client.pets().add_pet(&sent).send_blocking().unwrap();
    assert_eq!(server.request().text(), r#"{"name":"Ann","petType":"dog"}"#);
    let [Pet::Dog(dog), Pet::Puppy(puppy), Pet::Mouse(mouse), Pet::Base(cow), Pet::Cat(cat)] = pets.as_slice() else {
        panic!("{pets:?}");
    };
    assert_eq!((dog.pack_size, puppy.age, mouse.size), (Some(3), Some(1), Some(2)));
    assert_eq!((cow.name.as_str(), cow.pet_type.as_deref(), cat.hunting_skill.as_str()), ("Bo", Some("cow"), "lazy"));
    assert_eq!(cow.additional_properties["milk"], 9);
}

#[test]
fn a_base_may_be_one_of_another() {
    let text = r##"{"@type":"Folder","files":[{"@type":"#shared","by":"Ann"},{"id":"7"}]}"##;
    let resource: Resource = from_str(text).unwrap();
    let Resource::Folder(folder) = &resource else {
        panic!("{resource:?}");
    };
    let Folder::Base(folder::Base { files: Some(files), .. }) = folder else {
        panic!("{folder:?}");
    };
    let [Resource::SharedFolder(shared), Resource::Base(base)] = files.as_slice() else {
        panic!("{files:?}");
    };
    assert_eq!((shared.by.as_deref(), base.id.as_deref()), (Some("Ann"), Some("7")));
    let written = r##"{"files":[{"by":"Ann","@type":"#shared"},{"id":"7"}],"@type":"Folder"}"##;
    assert_eq!(to_string(&resource).unwrap(), written);
    assert!(matches!(Resource::from(resource::Base::new()), Resource::Base(_)));
}

#[test]
fn an_alternative_is_taken_for_all_other_values() {
    for (text, is_circle) in [
        (r#"{"form":"circle","radius":1}"#, true),
        (r#"{"form":"star","radius":1}"#, false),
        (r#"{"radius":1}"#, false),
    ] {
        let shape: Shape = from_str(text).unwrap();
        assert_eq!(matches!(shape, Shape::Circle(_)), is_circle, "{text}");
        assert_eq!(matches!(shape, Shape::Outline(_)), !is_circle, "{text}");
    }
    assert!(matches!(from_str("[]"), Ok(Shape::Unrecognized(_))));
}

#[test]
fn a_union_writes_the_tag_that_what_it_holds_goes_without() {
    for (toy, text) in [
        (Toy::from(Ball::new(1)), r#"{"toy_type":"ball","size":1}"#),
        (Toy::from(Bone::new(2)), r#"{"toy_type":"bone","size":2}"#),
        (Toy::from(Rope::new(3).toy_type("cord")), r#"{"toy_type":"cord","length":3}"#),
    ] {
        assert_eq!(to_string(&toy).unwrap(), text);
        assert_eq!(from_str::<Toy>(text).map(|toy| to_string(&toy).unwrap()).unwrap(), text);
    }
    assert_eq!(to_string(&Toy::from(Rope::new(3))).unwrap(), r#"{"length":3}"#);
}

#[test]
fn a_tag_that_is_left_out_is_implied_by_the_type() {
    let cat: Cat = from_str(r#"{"name":"Al","huntingSkill":"lazy"}"#).unwrap();
    assert_eq!(cat.pet_type, "Cat");
    let text = r#"{"name":"Bo","milk":9}"#;
    let pet: Pet = from_str(text).unwrap();
    assert!(matches!(&pet, Pet::Base(base) if base.pet_type.is_none()), "{pet:?}");
    assert_eq!(to_string(&pet).unwrap(), text);
}

#[test]
fn a_base_beside_all_that_merge_it_is_the_base() {
    let figure: Figure = from_str(r##"{"@type":"#shared","by":"Ann"}"##).unwrap();
    let resource: Resource = figure;
    assert!(matches!(resource, Resource::SharedFolder(_)), "{resource:?}");
}
