//! The content: chunks of 64 KiB, each sealed with its number and whether it is the last, so that
//! none can be altered, moved, left out or cut off at the end.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use huiyin_kernel::Entropy;

use super::header::{self, damaged};
use super::keys::{Identity, Recipient};

const CHUNK_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;
const NONCE_BYTES: usize = 16;
const PAYLOAD_LABEL: &[u8] = b"payload";

/// Seals or opens one chunk after the other.
struct Chunks {
    cipher: ChaCha20Poly1305,
    number: u64,
}

impl Chunks {
    fn new(file_key: &header::FileKey, nonce: &[u8; NONCE_BYTES]) -> Result<Self> {
        let key = header::derive(file_key, nonce, PAYLOAD_LABEL)?;
        Ok(Self {
            cipher: ChaCha20Poly1305::new(&key.into()),
            number: 0,
        })
    }

    /// Eleven bytes of the chunk's number and one that marks the last.
    fn nonce(&self, is_last: bool) -> Nonce {
        let mut nonce = [0u8; 12];
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(is_last);
        nonce.into()
    }

    fn seal(&mut self, plain: &[u8], is_last: bool) -> Result<Vec<u8>> {
        let sealed = self.cipher.encrypt(&self.nonce(is_last), plain);
        self.number += 1;
        sealed.map_err(|_| damaged("a chunk cannot be sealed"))
    }

    fn open(&mut self, sealed: &[u8], is_last: bool) -> Result<Vec<u8>> {
        let opened = self.cipher.decrypt(&self.nonce(is_last), sealed);
        self.number += 1;
        opened.map_err(|_| damaged("its content was altered or cut off"))
    }
}

/// Locks what is written to it. Without [`Writer::finish`] the file is cut off, and known as such.
pub struct Writer<W: Write> {
    target: W,
    chunks: Chunks,
    waiting: Vec<u8>,
}

impl<W: Write> std::fmt::Debug for Writer<W> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("age::Writer")
    }
}

impl<W: Write> Writer<W> {
    pub fn new(mut target: W, recipients: &[Recipient], entropy: &dyn Entropy) -> Result<Self> {
        if recipients.is_empty() {
            return Err(Error::other("nobody could open the file"));
        }
        let mut file_key = header::FileKey::default();
        entropy.fill(&mut file_key);
        let mut nonce = [0u8; NONCE_BYTES];
        entropy.fill(&mut nonce);
        target.write_all(&header::write(&file_key, recipients, entropy)?)?;
        target.write_all(&nonce)?;
        Ok(Self {
            target,
            chunks: Chunks::new(&file_key, &nonce)?,
            waiting: Vec::with_capacity(CHUNK_BYTES),
        })
    }

    /// Seals the last chunk and gives back what was written to.
    pub fn finish(mut self) -> Result<W> {
        let last = self.chunks.seal(&self.waiting, true)?;
        self.target.write_all(&last)?;
        Ok(self.target)
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // A full chunk is sealed only when more comes: it might have been the last.
        if self.waiting.len() == CHUNK_BYTES {
            let sealed = self.chunks.seal(&self.waiting, false)?;
            self.target.write_all(&sealed)?;
            self.waiting.clear();
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> Result<()> {
        self.target.flush()
    }
}

/// Opens what is read through it; the end is reached only where the file really ends.
pub struct Reader<R: Read> {
    source: BufReader<R>,
    chunks: Chunks,
    plain: Vec<u8>,
    given: usize,
    is_over: bool,
}

impl<R: Read> std::fmt::Debug for Reader<R> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("age::Reader")
    }
}

impl<R: Read> Reader<R> {
    pub fn new(source: R, identity: &Identity) -> Result<Self> {
        let mut source = BufReader::with_capacity(CHUNK_BYTES, source);
        let file_key = header::read(&mut source, identity)?;
        let mut nonce = [0u8; NONCE_BYTES];
        source.read_exact(&mut nonce)?;
        Ok(Self {
            source,
            chunks: Chunks::new(&file_key, &nonce)?,
            plain: Vec::new(),
            given: 0,
            is_over: false,
        })
    }

    fn next_chunk(&mut self) -> Result<()> {
        let whole = CHUNK_BYTES + TAG_BYTES;
        let mut sealed = Vec::with_capacity(whole);
        let limit = u64::try_from(whole).unwrap_or(u64::MAX);
        self.source.by_ref().take(limit).read_to_end(&mut sealed)?;
        self.is_over = self.source.fill_buf()?.is_empty();
        let is_first = self.chunks.number == 0;
        self.plain = self.chunks.open(&sealed, self.is_over)?;
        self.given = 0;
        // Only an empty file ends with an empty chunk.
        if self.plain.is_empty() && !is_first {
            return Err(damaged("its content was altered or cut off"));
        }
        Ok(())
    }
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.given == self.plain.len() && !self.is_over {
            self.next_chunk()?;
        }
        let left = &self.plain[self.given..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}
