namespace FChat.Gateway.Delivery;

/// <summary>Which numbering an in-call event belongs to.</summary>
internal enum StreamKind
{
    /// <summary>Numbered for all who are joined.</summary>
    Broadcast,

    /// <summary>Numbered for one receiver.</summary>
    Signal,

    /// <summary>A copy without a number of its own.</summary>
    Copy,
}
