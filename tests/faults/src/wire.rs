//! A wire between the server and its database that the test can cut and mend.

use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::Result;

/// Connections that go through one wire during a test at most.
const CONNECTIONS_MAX: usize = 1_000;

#[derive(Debug, Clone)]
pub struct Wire {
    address: SocketAddr,
    is_cut: Arc<AtomicBool>,
    ends: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    /// Passes on to `target` whatever comes in, until it is cut.
    pub fn to(target: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let wire = Self {
            address: listener.local_addr()?,
            is_cut: Arc::new(AtomicBool::new(false)),
            ends: Arc::default(),
        };
        let own = wire.clone();
        thread::spawn(move || {
            for incoming in listener.incoming().take(CONNECTIONS_MAX).flatten() {
                // A connection that cannot be passed on is simply closed, as by a dead server.
                drop(own.pass_on(incoming, target));
            }
        });
        Ok(wire)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends every connection and takes no new one.
    pub fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        for end in ends.drain(..) {
            drop(end.shutdown(Shutdown::Both));
        }
    }

    pub fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }

    fn pass_on(&self, near: TcpStream, target: SocketAddr) -> Result<()> {
        if self.is_cut.load(Ordering::SeqCst) {
            return Ok(());
        }
        let far = TcpStream::connect(target)?;
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.push(near.try_clone()?);
        ends.push(far.try_clone()?);
        for (from, to) in [(near.try_clone()?, far.try_clone()?), (far, near)] {
            thread::spawn(move || copy(from, to));
        }
        Ok(())
    }
}

fn copy(mut from: TcpStream, mut to: TcpStream) {
    drop(std::io::copy(&mut from, &mut to));
    drop(to.shutdown(Shutdown::Both));
}
