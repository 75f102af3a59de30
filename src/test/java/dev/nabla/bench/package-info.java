/// Where the time goes: JMH benchmarks of the kernels, and a plain controller that the service is
/// measured against. None of it runs in a test.
@NullMarked
package dev.nabla.bench;

import org.jspecify.annotations.NullMarked;
