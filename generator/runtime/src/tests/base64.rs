use super::{read, written};
use crate::runtime::wire::Base64;

#[test]
fn it_is_read_in_every_spelling_and_written_in_one() {
    for text in [r#""_-8=""#, r#""/+8=""#, r#""/+8""#, r#""/+9=""#] {
        let bytes: Base64 = read(text).expect("Base64");
        assert_eq!(bytes, Base64(vec![0xff, 0xef]), "{text}");
        assert_eq!(written(&bytes), r#""/+8=""#);
    }
}

#[test]
fn it_may_stand_on_several_lines() {
    for text in [r#""aGVsbG8g\nd29ybGQ=\n""#, r#""aGVs bG8g\r\n\td29y bGQ""#] {
        let bytes: Base64 = read(text).expect("Base64");
        assert_eq!(bytes.as_ref(), b"hello world", "{text}");
    }
    assert!(read::<Base64>(r#""aGVs bG8\u00a0""#).is_err());
}
