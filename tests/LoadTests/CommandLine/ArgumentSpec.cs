namespace FChat.LoadTests.CommandLine;

/// <summary>A whole number that a command takes as <c>--name value</c>.</summary>
public sealed record ArgumentSpec(string Name, int Default, int Least, int Most, string Meaning);

/// <summary>A text that every shape takes as <c>--name value</c>.</summary>
/// <param name="Default">For people; empty: there is none.</param>
public sealed record TextSpec(string Name, string Default, string Meaning);
