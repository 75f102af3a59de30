/// The documents that are generated from the catalogue and checked in: the requests under `http/`,
/// and the tables and answers in README.md and under `src/site`. [GeneratedDocumentsTest] holds
/// them against a fresh generation, and writes them when asked to; [ProgramsTest] runs the programs
/// that the pages show.
@NullMarked
package dev.nabla.documents;

import org.jspecify.annotations.NullMarked;
