//! Index files.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};
use crate::gazetteer::Kind;
use crate::score::PreparedName;

use super::image::Image;
use super::mapped;
use super::names::Index;
use super::tables;

impl Index {
    /// Opens an index file by memory map. All bytes are compared with their checksums first: some ten
    /// gigabytes a second, where the file is in memory already.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be read, [`Error::Index`] where it is no index, damaged, or
    /// was built with other rule tables.
    ///
    /// ```
    /// # let folder = std::env::temp_dir().join("imya-doc-open");
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// # let path = folder.join("mine.imya");
    /// use imya::{Entity, Kind, index::Index};
    /// let entity = Entity::new("w1", Kind::Place).with_name("Шчара", "be");
    /// Index::new([entity]).write(&path)?;
    /// assert_eq!(Index::open(&path)?.len(), 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Index> {
        let path = path.as_ref();
        let unreadable = |source| file_error(path, source);
        let file = File::open(path).map_err(unreadable)?;
        if file.metadata().map_err(unreadable)?.len() == 0 {
            return Err(index_error(path, "no index of imya".to_owned()));
        }
        std::thread::scope(|scope| {
            // Memory is what a check of a large file waits for: the rule tables are parsed meanwhile.
            scope.spawn(|| PreparedName::new("імя", Some(Kind::Person)));
            let map = mapped::map(&file).map_err(unreadable)?;
            let image = Image::mapped(map, tables::version());
            checked(image).map_err(|reason| index_error(path, reason))
        })
    }

    /// Reads an index from bytes, as [`Index::write`] wrote them.
    ///
    /// # Errors
    /// [`Error::Index`] as for [`Index::open`]; `name` names the bytes in it.
    ///
    /// ```
    /// assert!(imya::index::Index::read("mine.imya", b"no index".to_vec()).is_err());
    /// ```
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Index> {
        let image = Image::owned(bytes, tables::version());
        checked(image).map_err(|reason| index_error(Path::new(name), reason))
    }

    /// Takes an index that is part of the program, without copying it.
    ///
    /// # Errors
    /// [`Error::Index`] as for [`Index::open`]; `name` names the bytes in it.
    ///
    /// ```
    /// assert!(imya::index::Index::compiled_in("mine.imya", b"no index").is_err());
    /// ```
    pub fn compiled_in(name: &str, bytes: &'static [u8]) -> Result<Index> {
        let image = Image::compiled_in(bytes, tables::version());
        checked(image).map_err(|reason| index_error(Path::new(name), reason))
    }

    /// The bytes of the index, as they stand in a file.
    pub fn as_bytes(&self) -> &[u8] {
        self.image.bytes()
    }

    /// Writes the index to a file: first to a temporary one beside it, which then takes its place, so
    /// that whatever happens either the old file or the new one is there, whole.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let written = File::create(&temporary).and_then(|mut file| {
            // In one piece, which Linux keeps in huge pages: opened by map, it is found in fewer pages.
            file.write_all(self.as_bytes())?;
            file.sync_all()?;
            fs::rename(&temporary, path)
        });
        written.map_err(|source| {
            // The first error is the one to report; the temporary file may not even exist.
            let _ = fs::remove_file(&temporary);
            file_error(path, source)
        })
    }
}

fn checked(image: Result<Image, String>) -> Result<Index, String> {
    let image = image?;
    image.check()?;
    Ok(Index::from_image(image))
}

fn file_error(path: &Path, source: std::io::Error) -> Error {
    Error::File {
        path: path.to_owned(),
        source,
    }
}

fn index_error(path: &Path, reason: String) -> Error {
    Error::Index {
        path: path.to_owned(),
        reason,
    }
}
