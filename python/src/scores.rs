//! Scores of a batch: a vector or a matrix of numbers that Python reads in place.
#![allow(unsafe_code)] // the buffer protocol hands out pointers

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::Arc;

use pyo3::exceptions::{PyBufferError, PyIndexError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::values::{Items, Tuple};

/// Scores: probabilities from 0 to 1, `float32`, one-dimensional or a matrix, immutable.
///
/// A buffer: `memoryview(scores)` and `numpy.asarray(scores)` read it in place. Item access, iteration
/// and `len` go by rows, like those of lists.
///
/// >>> import imya
/// >>> scores = imya.compare_many(["Мінск", "Гродна"], ["Minsk", "Brest"], kind="place")
/// >>> len(scores), scores.shape, scores[0] > 0.9, scores[-1] > 0.9
/// (2, (2,), True, False)
/// >>> memoryview(scores).format
/// 'f'
#[pyclass(module = "imya", frozen, weakref)]
pub(crate) struct Scores {
    values: Arc<[f32]>,
    rows: usize,
    /// `None` where the scores are a vector.
    columns: Option<usize>,
}

impl Scores {
    pub(crate) fn vector(values: Vec<f32>) -> Self {
        Scores {
            rows: values.len(),
            values: values.into(),
            columns: None,
        }
    }

    pub(crate) fn matrix(values: Vec<f32>, rows: usize, columns: usize) -> Self {
        Scores {
            values: values.into(),
            rows,
            columns: Some(columns),
        }
    }

    fn row(&self, row: usize) -> &[f32] {
        let width = self.columns.unwrap_or(1);
        &self.values[row * width..(row + 1) * width]
    }

    fn item(&self, py: Python<'_>, row: usize) -> PyResult<Py<PyAny>> {
        let values = self.row(row);
        Ok(match self.columns {
            None => values[0].into_pyobject(py)?.into_any().unbind(),
            Some(_) => Scores::vector(values.to_vec())
                .into_pyobject(py)?
                .into_any()
                .unbind(),
        })
    }
}

#[pymethods]
impl Scores {
    /// The length, or rows and columns.
    #[getter]
    fn shape(&self) -> Tuple<usize> {
        let columns = self.columns;
        std::iter::once(self.rows).chain(columns).collect()
    }

    /// The scores as a list of floats, or as a list of rows.
    #[pyo3(signature = () -> "list[typing.Any]")]
    fn tolist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        match self.columns {
            None => PyList::new(py, self.values.iter()),
            Some(_) => PyList::new(py, (0..self.rows).map(|row| self.row(row))),
        }
    }

    fn __len__(&self) -> usize {
        self.rows
    }

    fn __getitem__(&self, py: Python<'_>, row: isize) -> PyResult<Py<PyAny>> {
        let from_end = if row < 0 { self.rows as isize } else { 0 };
        match usize::try_from(row.saturating_add(from_end)) {
            Ok(row) if row < self.rows => self.item(py, row),
            _ => Err(PyIndexError::new_err("row out of range")),
        }
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<Items<Py<PyAny>>> {
        let rows = (0..self.rows).map(|row| self.item(py, row));
        Ok(Items(rows.collect::<PyResult<_>>()?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.rows == other.rows && self.columns == other.columns && self.values == other.values
    }

    fn __hash__(&self) -> u64 {
        let bits: Vec<u32> = self.values.iter().map(|value| value.to_bits()).collect();
        crate::values::hash_of(&(self.rows, self.columns, bits))
    }

    fn __repr__(&self) -> String {
        let shown: Vec<String> = self.values.iter().take(6).map(f32::to_string).collect();
        let more = if self.values.len() > 6 { ", …" } else { "" };
        format!(
            "Scores(shape={:?}, [{}{more}])",
            self.shape().0,
            shown.join(", ")
        )
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, RestoreArguments)> {
        let restore = py.get_type::<Scores>().getattr("_restore")?;
        let bytes: Vec<u8> = self.values.iter().flat_map(|v| v.to_le_bytes()).collect();
        let bytes = PyBytes::new(py, &bytes).unbind();
        Ok((restore, (bytes, self.rows, self.columns)))
    }

    #[staticmethod]
    #[pyo3(signature = (bytes: "bytes", rows: "int", columns: "int | None") -> "Scores")]
    fn _restore(bytes: &[u8], rows: usize, columns: Option<usize>) -> PyResult<Self> {
        let (chunks, rest) = bytes.as_chunks::<4>();
        if !rest.is_empty() || rows.checked_mul(columns.unwrap_or(1)) != Some(chunks.len()) {
            return Err(PyValueError::new_err("no pickled scores"));
        }
        let values = chunks.iter().map(|&chunk| f32::from_le_bytes(chunk));
        Ok(Scores {
            values: values.collect(),
            rows,
            columns,
        })
    }

    /// Lends the numbers out, read-only and contiguous.
    ///
    /// # Safety
    /// `view` is a valid pointer that the interpreter made for this call.
    unsafe fn __getbuffer__(
        slf: PyRef<'_, Self>,
        view: *mut ffi::Py_buffer,
        flags: c_int,
    ) -> PyResult<()> {
        if view.is_null() {
            return Err(PyBufferError::new_err("there is no view to fill"));
        }
        if flags & ffi::PyBUF_WRITABLE == ffi::PyBUF_WRITABLE {
            return Err(PyBufferError::new_err("scores are read-only"));
        }
        let item = size_of::<f32>();
        let dimensions: Vec<ffi::Py_ssize_t> =
            slf.shape().0.iter().map(|&size| size as isize).collect();
        let mut numbers = dimensions.clone();
        let width = slf.columns.unwrap_or(1);
        if slf.columns.is_some() {
            numbers.push((width * item) as isize);
        }
        numbers.push(item as isize);
        let wanted = |flag: c_int| flags & flag == flag;
        // Shape, then strides; taken back when the view is released.
        let numbers = Box::into_raw(numbers.into_boxed_slice()).cast::<ffi::Py_ssize_t>();
        // SAFETY: the view is valid for writing; what it points to lives as long as the object, to which
        // it holds a reference, and the numbers until `__releasebuffer__`; there are two for a dimension.
        unsafe {
            (*view).buf = slf.values.as_ptr().cast_mut().cast::<c_void>();
            (*view).len = (slf.values.len() * item) as isize;
            (*view).readonly = 1;
            (*view).itemsize = item as isize;
            (*view).format = match wanted(ffi::PyBUF_FORMAT) {
                true => c"f".as_ptr().cast_mut(),
                false => ptr::null_mut(),
            };
            (*view).ndim = dimensions.len() as c_int;
            (*view).shape = match wanted(ffi::PyBUF_ND) {
                true => numbers,
                false => ptr::null_mut(),
            };
            (*view).strides = match wanted(ffi::PyBUF_STRIDES) {
                true => numbers.add(dimensions.len()),
                false => ptr::null_mut(),
            };
            (*view).suboffsets = ptr::null_mut();
            (*view).internal = numbers.cast::<c_void>();
            (*view).obj = slf.into_ptr();
        }
        Ok(())
    }

    /// # Safety
    /// `view` was filled by `__getbuffer__` and is released once.
    unsafe fn __releasebuffer__(&self, view: *mut ffi::Py_buffer) {
        // SAFETY: `internal` is the slice that `__getbuffer__` leaked: twice as many numbers as dimensions.
        unsafe {
            let length = 2 * (*view).ndim as usize;
            let numbers = (*view).internal.cast::<ffi::Py_ssize_t>();
            drop(Box::from_raw(ptr::slice_from_raw_parts_mut(
                numbers, length,
            )));
            (*view).internal = ptr::null_mut();
        }
    }
}

type RestoreArguments = (Py<PyBytes>, usize, Option<usize>);
