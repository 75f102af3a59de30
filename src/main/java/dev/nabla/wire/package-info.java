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
/// - Jackson reads JSON, but for the inside of arrays of numbers, which
///   [dev.nabla.wire.NumberArray] takes from the bytes and FastDoubleParser converts. What that
///   leaves unread goes through Jackson token by token, so that there is one place where faults are
///   found and told.
/// - Arrays are written by the JDK's own formatter, which finds the shortest digits, into a text
///   that is copied out in pieces.
///
/// Nanoseconds for a number of 17 digits, in one run on one core of an AMD EPYC, Temurin 25.0.3:
///
/// | reading | ns | writing | ns |
/// |---|---|---|---|
/// | Jackson 3.1.7, the JDK's conversion | 88 | Jackson 3.1.7 | 71 |
/// | Jackson 3.1.7, its fast conversion | 66 | `StringBuilder.append(double)` | 40 |
/// | fastjson2 2.0.64 | 40 | fastjson2 2.0.64 | 30 |
/// | FastDoubleParser 2.0.1 on bytes | 33 | | |
///
/// fastjson2 would write faster, but accepts what is not JSON and makes the JVM warn of
/// `sun.misc.Unsafe` at each start.
@NullMarked
package dev.nabla.wire;

import org.jspecify.annotations.NullMarked;
