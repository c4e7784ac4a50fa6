// @generated from the API document. Do not edit: the next run writes this file anew.

//! What a call gives when it succeeds, and how that is read from the reply.

use std::marker::PhantomData;

use bytes::Bytes;

use super::operation::Operation;
use super::reply::Reply;
use super::wire::{Decode, DecodeError};

/// What the success responses of an operation hold. Those that hold different things are a type of the operation's own.
pub trait Success {
    /// What a call gives.
    type Output;

    /// Reads a reply of a 2xx status, declared or not.
    ///
    /// # Errors
    /// When the body isn't what the operation promises.
    fn decode(reply: &Reply) -> Result<Self::Output, DecodeError>;
}

/// What a call of an operation gives.
pub type Output<O> = <<O as Operation>::Success as Success>::Output;

/// A body of JSON for `T`.
#[derive(Debug)]
pub struct Json<T>(PhantomData<T>);

/// A body of text.
#[derive(Debug)]
pub struct Text;

/// A body of any bytes.
#[derive(Debug)]
pub struct Binary;

/// No body, or none that the API document tells of.
#[derive(Debug)]
pub struct Nothing;

/// The body that `S` stands for, or none.
#[derive(Debug)]
pub struct Maybe<S>(PhantomData<S>);

impl<T: Decode> Success for Json<T> {
    type Output = T;

    fn decode(reply: &Reply) -> Result<T, DecodeError> {
        reply.json()
    }
}

impl<T: Decode> Success for Maybe<Json<T>> {
    type Output = Option<T>;

    fn decode(reply: &Reply) -> Result<Option<T>, DecodeError> {
        reply.json_or_none()
    }
}

impl Success for Text {
    type Output = String;

    fn decode(reply: &Reply) -> Result<String, DecodeError> {
        reply.text()
    }
}

impl Success for Maybe<Text> {
    type Output = Option<String>;

    fn decode(reply: &Reply) -> Result<Option<String>, DecodeError> {
        reply.text_or_none()
    }
}

impl Success for Binary {
    type Output = Bytes;

    fn decode(reply: &Reply) -> Result<Bytes, DecodeError> {
        Ok(reply.bytes())
    }
}

impl Success for Maybe<Binary> {
    type Output = Option<Bytes>;

    fn decode(reply: &Reply) -> Result<Option<Bytes>, DecodeError> {
        Ok(reply.bytes_or_none())
    }
}

impl Success for Nothing {
    type Output = ();

    fn decode(_reply: &Reply) -> Result<(), DecodeError> {
        Ok(())
    }
}
