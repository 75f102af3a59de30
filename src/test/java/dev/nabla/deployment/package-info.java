/// What the service is deployed and watched with: rules, dashboard and manifests.
@NullMarked
package dev.nabla.deployment;

import org.jspecify.annotations.NullMarked;
