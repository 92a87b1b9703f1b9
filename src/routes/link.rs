//! Where the other system's parcels arrive, when it is another server (SYN-01).

use crate::{
    convert::link as bridge,
    error::ApiResult,
    exchange::{self, side_code},
    limits::FILE_BYTES_MAX,
    sent,
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::link::{self as wire, Parcels, Receipt, Receipts};
use wangqian_rules::{ids::*, link, refusal::Refusal};

/// `POST /link/{side}/{school}`. A parcel that cannot be read is refused alone; the others are taken, in their order.
pub async fn take(
    state: web::Data<AppState>,
    path: web::Path<(String, SchoolId)>,
    body: web::Payload,
) -> ApiResult<web::Json<Receipts>> {
    let (side, school) = path.into_inner();
    let to = end(&state, &side)?;
    let bytes = sent::whole(body, FILE_BYTES_MAX).await?;
    let Parcels { parcels } = sent::parsed(&bytes)?;
    let (mut cargo, mut receipts) = (Vec::new(), Vec::new());
    let mut readable = Vec::new();
    for parcel in parcels {
        match bridge::cargo_in(parcel.cargo) {
            Ok(one) => {
                readable.push(parcel.number);
                cargo.push(one);
            }
            Err(error) => receipts.push(Receipt { number: parcel.number, refused: Some(error.to_string()) }),
        }
    }
    let taken = exchange::take(&state.runtime, LinkId { to, school }, cargo).await?;
    receipts.extend(readable.into_iter().zip(taken).map(|(number, receipt)| receipt_out(number, receipt)));
    Ok(web::Json(Receipts { receipts }))
}

/// `GET /link/{side}/{school}/standings`.
pub async fn standings(
    state: web::Data<AppState>,
    path: web::Path<(String, SchoolId)>,
) -> ApiResult<web::Json<wire::Standings>> {
    let (side, school) = path.into_inner();
    let standings = exchange::standings(&state.runtime, end(&state, &side)?, school).await?;
    Ok(web::Json(wire::Standings { standings: standings.into_iter().map(bridge::standing_out).collect() }))
}

/// `POST /link/{side}/{school}/ways-in`: of the school's own graduates.
pub async fn ways_in(
    state: web::Data<AppState>,
    path: web::Path<(String, SchoolId)>,
    body: web::Payload,
) -> ApiResult<web::Json<wire::WaysIn>> {
    let (side, school) = path.into_inner();
    if end(&state, &side)? != Side::Platform {
        return Err(Refusal::NotFound.into());
    }
    let wire::WaysInQuestion { resets, graduates } = sent::parsed(&sent::whole(body, FILE_BYTES_MAX).await?)?;
    let asked = graduates.into_iter().map(|it| bridge::asked_in(it).ok().filter(|it| it.graduate.school == school));
    let asked = asked.collect::<Option<Vec<_>>>().ok_or(Refusal::NotFound)?;
    let ways = exchange::ways_in(&state.runtime, &asked, resets).await?;
    Ok(web::Json(wire::WaysIn { ways: ways.into_iter().map(bridge::way_out).collect() }))
}

/// The side that an address names, if its links end here.
fn end(state: &AppState, code: &str) -> Result<Side, Refusal> {
    let named = [Side::Ems, Side::Platform].into_iter().find(|to| side_code(*to) == code);
    named.filter(|to| state.exchange.ends_here(*to)).ok_or(Refusal::NotFound)
}

fn receipt_out(number: u64, receipt: link::Receipt) -> Receipt {
    match receipt {
        link::Receipt::Taken => Receipt { number, refused: None },
        link::Receipt::Refused(reason) => Receipt { number, refused: Some(reason) },
    }
}
