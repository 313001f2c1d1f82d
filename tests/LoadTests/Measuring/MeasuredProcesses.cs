namespace FChat.LoadTests.Measuring;

/// <summary>The processes whose costs are measured.</summary>
/// <param name="Serving">Those that clients connect to, and those that work for these.</param>
/// <param name="Backing">Databases and brokers, with whatever they start themselves.</param>
public sealed record MeasuredProcesses(IReadOnlyList<int> Serving, IReadOnlyList<int> Backing);
