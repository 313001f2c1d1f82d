namespace FChat.Streams;

/// <summary>A stream between a gateway and a silo has ended. Another way leads to the same place.</summary>
/// <param name="wasSent">Whether the other end may have heard what was asked.</param>
public sealed class StreamLostException(bool wasSent) : Exception("The stream has ended.")
{
    /// <summary>Whether the other end may have heard what was asked.</summary>
    public bool WasSent => wasSent;
}

/// <summary>The other end of a stream could not do what it was asked.</summary>
public sealed class StreamFailureException() : Orleans.Runtime.OrleansException("The other end of the stream has failed.");
