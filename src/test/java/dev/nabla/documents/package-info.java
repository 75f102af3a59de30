/// The documents that are generated from the catalogue and checked in: the requests under `http/`
/// and the tables of README.md. [GeneratedDocumentsTest] holds them against a fresh generation, and
/// writes them when asked to.
@NullMarked
package dev.nabla.documents;

import org.jspecify.annotations.NullMarked;
