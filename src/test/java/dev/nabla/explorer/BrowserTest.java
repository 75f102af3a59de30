package dev.nabla.explorer;

import dev.nabla.web.OutsideTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test of the page in a browser.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@OutsideTest
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface BrowserTest {}
