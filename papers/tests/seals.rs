//! A byte that is changed, added or missing is found.

use crate::facts::{fonts, sheet};
use wangqian_papers::seal::{PublicKey, SealError, Signer};

fn signer(seed: u8) -> Signer {
    Signer::of_seed(&[seed; 32]).unwrap()
}

#[test]
#[doc = "EXT-04"]
fn ext_04_every_changed_byte_is_found() {
    let signer = signer(1);
    let sealed = signer.seal(sheet().pdf(fonts()).unwrap());
    assert_eq!(signer.public().verify(&sealed), Ok(()));
    let tail = sealed.len() - 400;
    for place in (0..tail).step_by(tail / 150).chain(tail..sealed.len()) {
        for bit in [0, 5] {
            let mut flipped = sealed.clone();
            flipped[place] ^= 1 << bit;
            assert!(signer.public().verify(&flipped).is_err(), "byte {place}");
        }
    }
}

#[test]
#[doc = "EXT-04"]
fn ext_04_what_is_added_or_missing_is_found_and_another_key_is_told() {
    let (ours, others) = (signer(1), signer(2));
    let sealed = ours.seal(b"%PDF-1.7\n%%EOF".to_vec());
    let key = ours.public();
    assert_eq!(key.verify(&sealed[..sealed.len() - 1]), Err(SealError::NoSeal));
    assert_eq!(key.verify(&[&sealed[..], b"\n"].concat()), Err(SealError::Changed));
    assert_eq!(key.verify(&[b" ", &sealed[..]].concat()), Err(SealError::Changed));
    assert_eq!(key.verify(&sealed[1..]), Err(SealError::Changed));
    assert_eq!(key.verify(b""), Err(SealError::NoSeal));
    assert_eq!(others.public().verify(&sealed), Err(SealError::OtherKey(key.name())));
    assert_eq!(key.to_string().parse::<PublicKey>(), Ok(key));
    assert_eq!("AAAA".parse::<PublicKey>(), Err(SealError::NoKey));
}
