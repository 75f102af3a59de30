/// The service from outside: every test here starts it and speaks HTTP.
@NullMarked
package dev.nabla.web;

import org.jspecify.annotations.NullMarked;
