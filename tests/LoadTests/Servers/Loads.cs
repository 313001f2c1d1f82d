namespace FChat.LoadTests.Servers;

/// <summary>The loads that there are. A server is measured under those that it has something to do for.</summary>
[Flags]
public enum Loads
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Signals between two.</summary>
    Signals = 1,

    /// <summary>Events to everybody in a call.</summary>
    Fanout = 2,

    /// <summary>Calls with a roster that its members are told of.</summary>
    Joining = 4,

    /// <summary>Calls that are kept from the ring to the end.</summary>
    Lifecycles = 8,

    /// <summary>Connections that do nothing.</summary>
    Idle = 16,

    /// <summary>The start itself.</summary>
    Startup = 32,

    /// <summary>Many calls of one size: joins that are told, events and signals in each.</summary>
    Calls = 64,

    /// <summary>What a hub can do that only relays.</summary>
    Relaying = Signals | Fanout | Idle | Startup | Calls,

    /// <summary>All of them.</summary>
    All = Relaying | Joining | Lifecycles,
}
