using FChat.LoadTests.CommandLine;
using FChat.LoadTests.Measuring;
using FChat.LoadTests.Servers;

namespace FChat.LoadTests.Shapes;

/// <summary>A kind of load.</summary>
public interface IShape
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, for the command line's help.</summary>
    string Meaning { get; }

    /// <summary>What a server must be able to bear to be measured so.</summary>
    Loads Load { get; }

    /// <summary>The arguments that it understands beside the common ones.</summary>
    IReadOnlyList<ArgumentSpec> Arguments { get; }

    /// <summary>Runs it on servers of these modes, all of which bear <see cref="Load"/>. It starts and ends them itself.</summary>
    Task<IReadOnlyList<ShapeResult>> RunAsync(IReadOnlyList<IServerMode> modes, Arguments arguments, CancellationToken stop);
}
