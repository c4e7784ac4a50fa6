//! Emitted clients call a server, which looks at every byte.

mod bases;
mod bodies;
mod choices;
mod keywords;
mod lists;
mod parameters;
mod paths;
mod responses;
mod security;
mod server;
mod streams;
mod styles;
mod swagger;
