package dev.nabla.compute;

/// Where the service asks for the memory of a call, once it is known and before it is allocated.
@FunctionalInterface
public interface Budget {

  /// For calls that are small by nature.
  Budget NONE = bytes -> {};

  /// Takes note that the call takes so much memory, or throws what is to be answered instead.
  ///
  /// @param bytes for inputs, outputs and whatever the kernel needs besides
  void claim(long bytes);
}
