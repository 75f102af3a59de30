/// The main job on real data: a model trained by gradient descent on losses and gradients that come
/// over HTTP.
@NullMarked
package dev.nabla.iris;

import org.jspecify.annotations.NullMarked;
