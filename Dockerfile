# nabla, its layers and a Java runtime of its own. It has no shell and no packages: what runs is all there is.
#
#   docker build -t nabla:0.1.0 .
#   docker run --rm -p 8080:8080 --read-only --tmpfs /tmp nabla:0.1.0

# A JDK 25 with Maven, and the Debian whose C library the runtime is started with.
ARG BUILD_IMAGE=maven:3.9.16-eclipse-temurin-25
ARG BASE_IMAGE=debian:12.12-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# What Maven downloads is a layer that lasts until the pom changes: building one class asks for all of it.
COPY pom.xml .
COPY src/main/jvm src/main/jvm
RUN mkdir -p src/main/java/dev/nabla \
    && echo 'package dev.nabla; class Main { public static void main(String[] arguments) {} }' \
       > src/main/java/dev/nabla/Main.java \
    && mvn -B -ntp package -Dmaven.test.skip \
    && rm -r src target
COPY src/main src/main
RUN mvn -B -ntp package -Pimage -Dmaven.test.skip \
    && java -Djarmode=tools -jar target/nabla-*.jar extract --layers --application-filename nabla.jar --destination layers

# The modules are those that jdeps finds in the classes, and jdk.incubator.vector, which is the core's.
FROM ${BUILD_IMAGE} AS runtime
COPY src/main/docker/image/LinkRuntime.java .
RUN java --add-modules jdk.jlink --add-exports jdk.jlink/jdk.tools.jlink.internal=ALL-UNNAMED \
      --add-exports jdk.jlink/jdk.tools.jlink.plugin=ALL-UNNAMED LinkRuntime.java --settled-vector-module \
      --output /opt/jre --compress zip-6 --no-header-files --no-man-pages --strip-java-debug-attributes \
      --add-modules java.base,java.compiler,java.desktop,java.instrument,java.naming,java.net.http,java.prefs,java.scripting,java.security.jgss,java.sql,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.unsupported

# The rest of the root file system: the C library, a user, and the JVM's AOT cache of the classes that a start loads and links.
FROM ${BASE_IMAGE} AS root
WORKDIR /app
COPY --from=runtime /opt/jre /opt/jre
RUN mkdir -p /root-fs/app /root-fs/etc /root-fs/tmp \
    && chmod 1777 /root-fs/tmp \
    && echo 'nabla:x:10001:10001::/:/none' > /root-fs/etc/passwd \
    && echo 'hosts: files dns' > /root-fs/etc/nsswitch.conf \
    && find /opt/jre -name java -o -name '*.so' | xargs ldd | grep -oE '\s/lib\S+' | sort -u \
       | xargs cp --parents -L -t /root-fs
COPY --from=build /build/layers/dependencies/ /build/layers/application/ /build/target/jvm.arguments ./
COPY src/main/docker/image/image.arguments ./
# The service runs until it is healthy, which tells the classes. Their profiles are left out: compiled by those of a single
# run, small requests are slower for good.
RUN set -e; \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs SPRING_MAIN_BANNER_MODE=off \
      /opt/jre/bin/java @jvm.arguments @image.arguments -XX:AOTCacheOutput=/root-fs/app/nabla.aot \
      -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -jar nabla.jar & \
    for _ in $(seq 60); do \
      if /opt/jre/bin/java -cp nabla.jar dev.nabla.HealthCheck; then break; fi; \
      sleep 1; \
    done; \
    kill $!; \
    wait $! || test $? = 143

FROM scratch
ARG BASE_IMAGE
ARG REVISION=unknown
LABEL org.opencontainers.image.title="nabla" \
      org.opencontainers.image.description="Activation and loss functions as a service: exact values and exact gradients over HTTP" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="${BASE_IMAGE}"
WORKDIR /app
COPY --from=root /root-fs /
COPY --from=runtime /opt/jre /opt/jre
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ /build/target/jvm.arguments ./
COPY src/main/docker/image/image.arguments ./
# A container's log is read by machines.
ENV LANG=C.UTF-8 LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs SPRING_MAIN_BANNER_MODE=off
USER 10001:10001
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/opt/jre/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx8m", "-cp", "nabla.jar", "dev.nabla.HealthCheck"]
# The heap follows the container's limit; what the core and its threads hold beside it fits into the rest.
ENTRYPOINT ["/opt/jre/bin/java", "@jvm.arguments", "@image.arguments", "-XX:AOTCache=nabla.aot", "-jar", "nabla.jar"]
