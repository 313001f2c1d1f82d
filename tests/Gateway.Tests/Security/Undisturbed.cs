namespace FChat.Gateway.Tests.Security;

/// <summary>Tests that measure the process that they are in: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public sealed class Undisturbed;
