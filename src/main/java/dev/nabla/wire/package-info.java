/// What every protocol on this service's port needs, and none of it alone: reading bodies within
/// limits, moving numbers between bytes and arrays, and seeing to it that each fault gets an
/// answer.
///
/// Design decisions:
///
/// - Faults are found, classified and counted here, once; how an answer looks is up to the
///   [dev.nabla.wire.FaultFormat] of the protocol whose path was asked. So no path can answer in
///   another protocol's words, nor in Tomcat's or Spring's own.
/// - A request that comes while the service stops is served, told 503, or its connection closed
///   without a word; [dev.nabla.wire.FaultValve] corrects the 400 that Tomcat has for some.
/// - Compressed bodies are inflated while they are read, and limits count what comes out.
/// - Binary numbers are moved in bulk where they are doubles, in bulk and with a cast where they
///   are float32, and else converted in one loop for each type, from the body's own bytes and by a
///   small piece of bytes to the answer.
/// - Jackson reads JSON, but for the inside of arrays of numbers, which
///   [dev.nabla.wire.NumberArray] takes from the bytes and FastDoubleParser converts. What that
///   leaves unread goes through Jackson token by token, so that there is one place where faults are
///   found and told.
/// - Arrays are written by [dev.nabla.wire.ShortestDecimal] straight into the bytes of the answer,
///   which go to Tomcat in one piece, with their length, or from 256 KiB on piece by piece.
/// - Each room writes its own part of the OpenAPI document, with the document library's classes and
///   the words that they share: [dev.nabla.wire.DocumentedTypes], [dev.nabla.wire.DocumentedObject]
///   and [dev.nabla.wire.DocumentedRefusal].
/// - Tomcat reads and writes by large buffers outside the heap: between an answer's array and the
///   system there is one copy.
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
/// and in another, of the values of a sigmoid, `StringBuilder.append(double)` with the copy to
/// bytes 43, ShortestDecimal 30.
///
/// Digits are a library's business, but none was found that puts them into bytes, is kept up and is
/// no slower than the JDK: Jackson and the JDK make text of them first, dsl-json's last release is
/// of 2023, and fastjson2, which is as fast, accepts what is not JSON and makes the JVM warn of
/// `sun.misc.Unsafe` at each start. ShortestDecimal is held to the JDK's texts by test.
@NullMarked
package dev.nabla.wire;

import org.jspecify.annotations.NullMarked;
