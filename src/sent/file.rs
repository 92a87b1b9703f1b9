//! A file as the body of a request: as it was sent, never unpacked on the way, within the room there is.

use crate::{
    error::{ApiError, ApiResult},
    intake::{Place, Sender},
    limits::FILE_BYTES_MAX,
    rights::Caller,
    state::AppState,
};
use actix_web::{FromRequest, HttpRequest, dev, error::PayloadError, web};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, future::LocalBoxFuture};
use wangqian_rules::{account::Principal, employer::Employer, ids::AccountId};

/// The bytes, and their place: it is taken until this is dropped.
pub struct FileBody {
    pub bytes: Bytes,
    /// Of the one who sent it.
    pub sender: Sender,
    _place: Place,
}

impl FromRequest for FileBody {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let state = request.app_data::<web::Data<AppState>>().cloned();
        let caller = Caller::from_request(request, payload).into_inner();
        let payload = payload.take();
        Box::pin(async move {
            let state = state.ok_or(ApiError::Unauthenticated)?;
            let caller = caller?;
            let sender = sender(&state, &caller).await?;
            let place = state.intake.room.place(caller.session.account, sender)?;
            read(payload, sender, place).await
        })
    }
}

impl FileBody {
    /// Of somebody without an account, within the room that strangers share. `party` is whose it counts as.
    ///
    /// # Errors
    /// No room, too large, or not all of it came.
    pub async fn of_stranger(state: &AppState, party: AccountId, payload: &mut dev::Payload) -> ApiResult<Self> {
        let place = state.intake.room.place(party, Sender::Stranger)?;
        read(payload.take(), Sender::Stranger, place).await
    }
}

/// What the one who sends it is to us.
async fn sender(state: &AppState, caller: &Caller) -> ApiResult<Sender> {
    let Principal::Employer(id) = caller.session.principal else { return Ok(Sender::Known) };
    let is_verified = state.runtime.read::<Employer>(id).await?.in_force().is_some();
    Ok(if is_verified { Sender::Known } else { Sender::Stranger })
}

/// Refused as soon as it is too much, whatever was announced.
async fn read(
    mut chunks: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    sender: Sender,
    mut place: Place,
) -> ApiResult<FileBody> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| ApiError::Malformed("文件没有完整收到，请重新上传。".to_owned()))?;
        if bytes.len() + chunk.len() > FILE_BYTES_MAX {
            return Err(ApiError::TooLarge);
        }
        place.grow(chunk.len())?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(FileBody { bytes: bytes.freeze(), sender, _place: place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Room;
    use futures_util::stream;
    use std::sync::Arc;

    async fn of_chunks(chunks: usize, bytes_each: usize) -> ApiResult<FileBody> {
        let place = Arc::new(Room::default()).place(AccountId(uuid::Uuid::nil()), Sender::Known).unwrap();
        let chunk = Bytes::from(vec![7; bytes_each]);
        read(stream::iter((0..chunks).map(|_| Ok(chunk.clone()))), Sender::Known, place).await
    }

    #[tokio::test]
    async fn a_file_is_read_up_to_its_bound_and_not_a_chunk_beyond() {
        assert_eq!(of_chunks(10, 1 << 20).await.unwrap().bytes.len(), FILE_BYTES_MAX);
        assert!(matches!(of_chunks(11, 1 << 20).await, Err(ApiError::TooLarge)));
    }
}
