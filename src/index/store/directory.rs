//! Reads the stored records of an index by plain reads instead of a memory map.
//!
//! Who streams all records of a large index would otherwise see its whole store in the memory of
//! the process. Everything else stays mapped: postings and columns are read again and again.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};

/// A folder whose stored records are read plainly.
#[derive(Clone)]
pub struct PlainStore {
    mapped: MmapDirectory,
    folder: PathBuf,
}

impl PlainStore {
    /// Reads the files of `folder`.
    pub fn open(
        folder: &Path,
    ) -> Result<PlainStore, tantivy::directory::error::OpenDirectoryError> {
        Ok(PlainStore { mapped: MmapDirectory::open(folder)?, folder: folder.to_owned() })
    }
}

impl fmt::Debug for PlainStore {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "PlainStore({})", self.folder.display())
    }
}

/// A file that is read where it is asked for.
#[derive(Debug)]
struct Plain {
    file: File,
    len: usize,
}

impl HasLen for Plain {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for Plain {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        crate::os::read_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl Directory for PlainStore {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if path.extension().is_none_or(|ending| ending != "store") {
            return self.mapped.get_file_handle(path);
        }
        let open = || {
            let file = File::open(self.folder.join(path))?;
            let len = file.metadata()?.len() as usize;
            Ok(Plain { file, len })
        };
        match open() {
            Ok(plain) => Ok(Arc::new(plain)),
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            // Where nothing can be written there is nothing to be kept from changing.
            Err(LockError::IoError(error))
                if matches!(
                    error.kind(),
                    io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
                ) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            locked => locked,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}
