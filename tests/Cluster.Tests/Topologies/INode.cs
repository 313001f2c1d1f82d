namespace FChat.Cluster.Tests.Topologies;

/// <summary>What can be done to a node.</summary>
[Flags]
public enum Means
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It ends at once, as by SIGKILL.</summary>
    Kill = 1,

    /// <summary>It hangs and goes on, as by SIGSTOP and SIGCONT.</summary>
    Freeze = 2,

    /// <summary>It is asked to end, as by SIGTERM.</summary>
    Stop = 4,
}

/// <summary>A silo, a gateway, or both in one.</summary>
public interface INode
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>Whether it was started and not ended.</summary>
    bool IsRunning { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    Task Start();

    /// <summary>Waits until a call is active on it, which must be a silo.</summary>
    Task HasCalls();

    /// <summary>SIGKILL, or the nearest to it.</summary>
    Task Kill();

    /// <summary>SIGSTOP.</summary>
    void Freeze();

    /// <summary>SIGCONT.</summary>
    void Thaw();

    /// <summary>SIGTERM, and waits until it has ended.</summary>
    Task Stop();
}

/// <summary>The network line between one silo and everything else.</summary>
public interface ILine
{
    /// <summary>The silo at the far end.</summary>
    INode Silo { get; }

    /// <summary>Nothing passes any more.</summary>
    Task Cut();

    /// <summary>It passes again.</summary>
    Task Mend();
}

/// <summary>Replaces nodes by new ones on endpoints of their own, the new one first, as a Deployment with <c>maxUnavailable: 0</c> and <c>maxSurge: 1</c> does with pods.</summary>
public interface IRollout
{
    /// <summary>Starts a node that is to replace one, beside it, and waits until it is ready.</summary>
    Task<INode> Surge(INode old);

    /// <summary>The new node takes the old one's place in the lists of nodes and addresses. The old one runs on; whoever replaced it must end it.</summary>
    void TakeOver(INode old, INode successor);
}

/// <summary>A database that can be taken away.</summary>
public interface IDatabase
{
    /// <summary>Ends it as a restart of the service does.</summary>
    Task Stop();

    /// <summary>Starts it on the same data, and waits until it takes connections.</summary>
    Task Start();
}

/// <summary>A whole service, however many processes it is.</summary>
public interface ITopology : IAsyncDisposable
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>What can be done to its nodes.</summary>
    Means Means { get; }

    /// <summary>The nodes that hold calls.</summary>
    IReadOnlyList<INode> Silos { get; }

    /// <summary>The nodes that clients connect to. In a single process the same as the silos.</summary>
    IReadOnlyList<INode> Gateways { get; }

    /// <summary>Where clients find the gateways. A list that changes where nodes are replaced, and never in length.</summary>
    IReadOnlyList<Uri> Addresses { get; }

    /// <summary>The database, if it can be taken away.</summary>
    IDatabase? Database { get; }

    /// <summary>The line to one of the silos, if it can be cut.</summary>
    ILine? Line { get; }

    /// <summary>How its nodes are replaced, if they can be.</summary>
    IRollout? Rollout => null;

    /// <summary>Starts all of it and waits until it is ready.</summary>
    Task Start();

    /// <summary>The last lines that all its nodes have printed.</summary>
    string Log { get; }
}
