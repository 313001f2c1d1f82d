namespace FChat.LoadTests.CommandLine;

/// <summary>A whole number that a command takes as <c>--name value</c>.</summary>
public sealed record ArgumentSpec(string Name, int Default, int Least, int Most, string Meaning);
