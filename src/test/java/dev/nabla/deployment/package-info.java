/// What the service is deployed and watched with: image, services, manifests, rules and dashboard.
///
/// Design decisions:
///
/// - What can be read without a container engine is tested always. [Image] says when containers
///   run.
/// - Containers are made from `docker-compose.yml` itself, so what is tested is what people run.
/// - No test pulls an image that the files don't name.
@NullMarked
package dev.nabla.deployment;

import org.jspecify.annotations.NullMarked;
