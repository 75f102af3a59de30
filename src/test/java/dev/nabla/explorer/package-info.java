/// The Explorer in a real browser: an installed Chromium, driven by Playwright. Where there is none
/// these tests are skipped and say so.
@NullMarked
package dev.nabla.explorer;

import org.jspecify.annotations.NullMarked;
