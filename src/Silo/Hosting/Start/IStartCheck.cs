namespace FChat.Hosting;

/// <summary>Something that must be so before a silo may start.</summary>
internal interface IStartCheck
{
    /// <summary>Returns if it is so, or was made so.</summary>
    /// <exception cref="StartRefusedException">It is not; the message says what is wrong and what to do.</exception>
    Task Check(CancellationToken cancellation);
}
