/// The v1 wire: JSON in and out over HTTP, problem details, and the OpenAPI document.
///
/// Design decisions:
///
/// - One handler serves all functions. The typed path of each function exists in the OpenAPI
///   document, which is written from the catalogue; so the document and the handler cannot disagree
///   about a function.
/// - Requests are read by a streaming parser straight into padded primitive arrays, since reading
///   and writing numbers is most of a request's time. Everything that is not declared is refused on
///   the spot.
/// - Jackson's generator writes what is around the arrays, [dev.nabla.wire.ArrayWriter] the arrays.
/// - A refusal is a [dev.nabla.refusal.RejectedException] from wherever it was found, and becomes
///   an RFC 9457 problem in [ProblemFormat], as does whatever Spring or Tomcat refuse.
@NullMarked
package dev.nabla.web;

import org.jspecify.annotations.NullMarked;
