//! Bounds what a page's bytes may take before they are a frame.
//!
//! The codec of `actix-web-actors` collects whatever has arrived before it looks at it, and refuses a frame by its length only
//! when all of it is there: a header that declares a terabyte would be believed until memory ends. The bytes pass here first. One
//! frame at a time is handed on, and a header that declares too much ends the stream when it is read.

use crate::limits::FRAME_BYTES_MAX;
use actix_web::{error::PayloadError, web::Bytes};
use futures_util::Stream;
use std::{
    cell::Cell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
};

/// A header's longest form: two bytes, a length of eight, a mask of four (RFC 6455, 5.2).
const HEADER_BYTES_MAX: usize = 14;

/// The incoming stream, frame by frame.
pub struct Frames<S> {
    stream: S,
    /// Arrived and not handed on.
    chunk: Bytes,
    place: Place,
    /// The codec looks at one piece before it gets the next.
    is_its_turn: bool,
    long_frames: LongFrames,
}

/// Whether a page sent a frame that is too long: the stream's own error says only that the stream ended.
#[derive(Clone, Default)]
pub struct LongFrames(Rc<Cell<bool>>);

impl LongFrames {
    pub fn were_seen(&self) -> bool {
        self.0.get()
    }
}

/// Where in a frame the next byte is.
#[derive(Default)]
struct Place {
    header: [u8; HEADER_BYTES_MAX],
    header_bytes: usize,
    payload_left: usize,
}

/// A frame is longer than [`FRAME_BYTES_MAX`].
#[derive(Debug, PartialEq, Eq)]
struct TooLong;

impl<S> Frames<S> {
    pub fn new(stream: S, long_frames: LongFrames) -> Self {
        Self { stream, chunk: Bytes::new(), place: Place::default(), is_its_turn: false, long_frames }
    }
}

impl<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin> Stream for Frames<S> {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.is_its_turn) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.chunk.is_empty() {
            match ready!(Pin::new(&mut self.stream).poll_next(context)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                end => return Poll::Ready(end),
            }
        }
        self.is_its_turn = true;
        let this = &mut *self;
        let Ok(bytes) = this.place.pass(&this.chunk) else {
            self.long_frames.0.set(true);
            return Poll::Ready(Some(Err(PayloadError::Overflow)));
        };
        Poll::Ready(Some(Ok(self.chunk.split_to(bytes))))
    }
}

impl Place {
    /// How many of these bytes belong to the frame that is on its way.
    fn pass(&mut self, bytes: &[u8]) -> Result<usize, TooLong> {
        let mut header = 0;
        if self.payload_left == 0 {
            for byte in bytes {
                header += 1;
                if self.is_header_complete(*byte) {
                    self.payload_left = self.length()?;
                    self.header_bytes = 0;
                    break;
                }
            }
        }
        let payload = if self.header_bytes == 0 { self.payload_left.min(bytes.len() - header) } else { 0 };
        self.payload_left -= payload;
        Ok(header + payload)
    }

    /// Takes one more byte of the header.
    fn is_header_complete(&mut self, byte: u8) -> bool {
        self.header[self.header_bytes] = byte;
        self.header_bytes += 1;
        let mask = if self.header[1] & 0x80 == 0 { 0 } else { 4 };
        self.header_bytes >= 2 && self.header_bytes == 2 + self.length_bytes() + mask
    }

    fn length_bytes(&self) -> usize {
        match self.header[1] & 0x7f {
            126 => 2,
            127 => 8,
            _ => 0,
        }
    }

    fn length(&self) -> Result<usize, TooLong> {
        let length = match self.length_bytes() {
            0 => u64::from(self.header[1] & 0x7f),
            more => self.header[2..2 + more].iter().fold(0, |length, byte| length << 8 | u64::from(*byte)),
        };
        usize::try_from(length).ok().filter(|length| *length <= FRAME_BYTES_MAX).ok_or(TooLong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{StreamExt, stream};
    use proptest::prelude::*;

    /// A masked text frame with a header of the shortest form.
    fn frame(length: usize) -> Vec<u8> {
        let head = match length {
            0..126 => vec![0x81, 0x80 | length as u8],
            _ => [&[0x81, 0xfe], (length as u16).to_be_bytes().as_slice()].concat(),
        };
        [head, vec![7; 4], vec![b' '; length]].concat()
    }

    #[actix_web::test]
    async fn each_frame_is_handed_on_by_itself() {
        let arrived = [frame(3), frame(0), frame(200)].concat();
        let frames = Frames::new(stream::iter([Ok(Bytes::from(arrived))]), LongFrames::default());
        let lengths: Vec<_> = frames.map(|piece| piece.unwrap().len()).collect().await;
        assert_eq!(lengths, [9, 6, 208]);
    }

    #[actix_web::test]
    async fn a_header_that_declares_too_much_ends_the_stream_before_anything_is_collected() {
        let terabyte = [[0x81, 0xff].as_slice(), &(1_u64 << 40).to_be_bytes(), &[0; 4]].concat();
        for (header, is_long) in [(terabyte, true), (frame(FRAME_BYTES_MAX + 1), true), (frame(FRAME_BYTES_MAX), false)] {
            let long_frames = LongFrames::default();
            let mut frames = Frames::new(stream::iter([Ok(Bytes::from(header))]), long_frames.clone());
            assert_eq!(frames.next().await.unwrap().is_err(), is_long);
            assert_eq!(long_frames.were_seen(), is_long);
        }
    }

    proptest! {
        #[test]
        fn wherever_the_network_cuts_nothing_is_lost_and_no_piece_holds_two_frames(
            lengths in prop::collection::vec(0..300_usize, 1..8), cut in 1..40_usize
        ) {
            let all: Vec<u8> = lengths.iter().flat_map(|length| frame(*length)).collect();
            let ends: Vec<usize> = lengths.iter().scan(0, |at, length| { *at += frame(*length).len(); Some(*at) }).collect();
            let (mut place, mut at) = (Place::default(), 0);
            for chunk in all.chunks(cut) {
                let end_of_chunk = at + chunk.len();
                while at < end_of_chunk {
                    let passed = place.pass(&all[at..end_of_chunk]).unwrap();
                    prop_assert!(passed > 0);
                    prop_assert!(!ends.iter().any(|end| at < *end && *end < at + passed));
                    at += passed;
                }
            }
            prop_assert_eq!(at, all.len());
        }
    }
}
