/// Fuzzing of all that reads requests: each `…Fuzzer` beside its reader is a target of Jazzer,
/// whose driver is called by `mvn -Pfuzz` (see `src/site/development.md`) and needs nothing but a
/// static method of its name. Its JUnit extension is left out: in every run of the tests it would
/// put an agent into the JVM that instruments the kernels under measurement too, and its native
/// library has no build for ARM Linux. What it found, and a corpus that reaches what it reached, is
/// repeated by [dev.nabla.fuzz.CorpusTest].
@NullMarked
package dev.nabla.fuzz;

import org.jspecify.annotations.NullMarked;
