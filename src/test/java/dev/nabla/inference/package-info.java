/// The Open Inference Protocol from outside, with requests written byte by byte from its documents.
@NullMarked
package dev.nabla.inference;

import org.jspecify.annotations.NullMarked;
