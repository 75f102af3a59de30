/// What every protocol on this service's port needs, and none of it alone: reading bodies within
/// limits, moving numbers between bytes and arrays, and seeing to it that each fault gets an
/// answer.
///
/// Design decisions:
///
/// - Faults are found, classified and counted here, once; how an answer looks is up to the
///   [dev.nabla.wire.FaultFormat] of the protocol whose path was asked. So no path can answer in
///   another protocol's words, nor in Tomcat's or Spring's own.
/// - Compressed bodies are inflated while they are read, and limits count what comes out.
/// - Binary numbers are moved in bulk, a part of an array at a time, by way of a small array of
///   their own type where they are not doubles.
@NullMarked
package dev.nabla.wire;

import org.jspecify.annotations.NullMarked;
