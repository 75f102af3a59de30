/// The v2 wire: the Open Inference Protocol over HTTP, with binary tensor data. Every function of
/// the catalogue is a model under its name and its aliases, of the one version `1`.
///
/// Design decisions:
///
/// - What the protocol leaves open follows v1: tensors have the names of v1's inputs, parameters
///   those of v1's fields. What clients of the protocol are known to send is taken, v1's strictness
///   notwithstanding: unknown fields and parameters, nulls for what is optional, no media type or
///   curl's own, any `Accept`, `NaN` and `Infinity` as bare words or as strings. A field that means
///   something comes once, though, and labels are read digit by digit: what is taken is exact.
/// - In JSON, non-finite numbers are answered as strings, as in v1: JSON parsers of most languages
///   stop at bare words, while Python's, for which `float("NaN")` is a number, take both.
/// - Answers have no field that a request did not cause, and an `error` stands alone. A Jacobian,
///   whose size is that of its row squared, comes only where it is asked for, as in v1.
/// - A header may have `data` before the `shape` and `datatype` that tell how to read it; the whole
///   is read a second time then.
/// - Binary tensors go from the body into padded arrays in one copy and out in pieces, behind a
///   header that tells its own length. It is written twice for that, first only to be counted: with
///   numbers in it, it may be as long as any answer.
@NullMarked
package dev.nabla.inference;

import org.jspecify.annotations.NullMarked;
