//! Who may hold a connection: a cap on all together, and one per address on those that have shown no credential.
//!
//! A room is 1,500 phones behind one address, so an address is never limited once its connections have shown
//! who they are. The door knows addresses and counts, nothing of requests.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Net;

/// Counts the connections of one server.
#[derive(Debug)]
pub struct Door {
    all: Arc<Semaphore>,
    most: u32,
    most_waiting: u32,
    exempt: Vec<Net>,
    // A std mutex, because nothing waits while it is held.
    waiting: Mutex<HashMap<IpAddr, u32>>,
}

/// One connection's place. It is given back when the last clone of its [`Arc`] goes.
#[derive(Debug)]
pub struct Place {
    door: Arc<Door>,
    address: IpAddr,
    waits: Mutex<bool>,
    _permit: OwnedSemaphorePermit,
}

/// Why a connection is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// The server has as many connections as it may have.
    Server,
    /// The address has as many connections without a credential as it may have.
    Address,
}

impl Door {
    /// A door for at most `most` connections, of which at most `most_waiting` from one address wait to show a credential.
    pub fn new(most: u32, most_waiting: u32, exempt: Vec<Net>) -> Arc<Self> {
        Arc::new(Self {
            all: Arc::new(Semaphore::new(most as usize)),
            most,
            most_waiting,
            exempt,
            waiting: Mutex::default(),
        })
    }

    /// Lets a connection in.
    ///
    /// # Errors
    /// When the server or the address is full.
    pub fn enter(self: &Arc<Self>, address: IpAddr) -> Result<Arc<Place>, Full> {
        let address = address.to_canonical();
        let permit = Arc::clone(&self.all).try_acquire_owned().map_err(|_| Full::Server)?;
        let counted = !self.exempt.iter().any(|net| net.contains(address));
        if counted {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let count = waiting.entry(address).or_default();
            if *count >= self.most_waiting {
                return Err(Full::Address);
            }
            *count += 1;
        }
        Ok(Arc::new(Place { door: Arc::clone(self), address, waits: Mutex::new(counted), _permit: permit }))
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.most as usize - self.all.available_permits()
    }

    /// Waits until no connection is open, and lets none in any more.
    pub async fn empty(&self) {
        if let Ok(permits) = self.all.acquire_many(self.most).await {
            permits.forget();
        }
    }

    fn stop_waiting(&self, address: IpAddr) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = waiting.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                waiting.remove(&address);
            }
        }
    }
}

impl Place {
    /// The connection has shown a valid credential: it no longer counts against its address.
    pub fn shown_credential(&self) {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *waits) {
            self.door.stop_waiting(self.address);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shown_credential();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn an_address_is_limited_until_its_connections_show_credentials() {
        let door = Door::new(10, 2, Vec::new());
        let first = door.enter(address("10.0.0.1")).expect("room");
        let _second = door.enter(address("::ffff:10.0.0.1")).expect("room");
        assert_eq!(door.enter(address("10.0.0.1")).err(), Some(Full::Address));
        first.shown_credential();
        first.shown_credential();
        let third = door.enter(address("10.0.0.1")).expect("room again");
        assert_eq!(door.enter(address("10.0.0.1")).err(), Some(Full::Address));
        assert_eq!(door.open(), 3);
        drop(third);
        assert_eq!(door.open(), 2);
        assert!(door.enter(address("10.0.0.1")).is_ok());
    }

    #[test]
    fn exempt_networks_are_limited_by_the_total_only() {
        let door = Door::new(3, 1, vec!["10.0.0.0/8".parse().expect("a network")]);
        let places: Vec<_> = (0..3).map(|_| door.enter(address("10.0.0.1")).expect("room")).collect();
        assert_eq!(door.enter(address("10.0.0.1")).err(), Some(Full::Server));
        drop(places);
        assert!(door.waiting.lock().expect("not poisoned").is_empty());
    }
}
