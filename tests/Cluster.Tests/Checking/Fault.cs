namespace FChat.Cluster.Tests.Checking;

/// <summary>A promise that a history shows to be broken.</summary>
public sealed record Fault(FaultKind Kind, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {What}";
}

/// <summary>The promises.</summary>
public enum FaultKind
{
    /// <summary>An event came twice where nothing had asked for it again.</summary>
    Twice,

    /// <summary>An event is missing, and no resume made up for it.</summary>
    Gap,

    /// <summary>Numbers went backwards: an old epoch, or a snapshot behind what was told.</summary>
    Backwards,

    /// <summary>An event came before the answer that it follows.</summary>
    BeforeAnswer,

    /// <summary>Two devices were told different things under one number.</summary>
    Different,

    /// <summary>Signals of one sender came in another order than they were sent.</summary>
    SignalOrder,

    /// <summary>A signal came twice.</summary>
    SignalTwice,

    /// <summary>An acknowledged signal never came.</summary>
    SignalLost,

    /// <summary>A signal came that was refused, or that nobody sent.</summary>
    SignalFromNowhere,

    /// <summary>A device heard of a call's end more than once, or never.</summary>
    Ending,

    /// <summary>An acknowledged change is not there.</summary>
    NotDurable,

    /// <summary>One act came to more than one thing.</summary>
    ActedTwice,

    /// <summary>A room had two live calls.</summary>
    TwoCalls,

    /// <summary>Somebody stayed in a call after they were gone, or a call after everybody was.</summary>
    Ghost,
}
