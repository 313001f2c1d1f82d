namespace FChat.LoadTests.Clients;

/// <summary>Hears what a connection receives, one call at a time and in the order received. It must not block.</summary>
public interface IHubListener
{
    /// <summary>An event with its argument as raw JSON.</summary>
    void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument);

    /// <summary>The answer to a record that was sent with an id beginning with <see cref="HubClient.LightId"/>.</summary>
    void OnLightAnswer(bool accepted, ReadOnlySpan<byte> result);

    /// <summary>The connection ended without being disposed of.</summary>
    void OnLost(string reason);
}

/// <summary>Listens to nothing; a lost connection is remembered.</summary>
public class QuietListener : IHubListener
{
    /// <summary>Why the connection was lost, if it was.</summary>
    public string? Lost { get; private set; }

    /// <inheritdoc/>
    public virtual void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
    }

    /// <inheritdoc/>
    public virtual void OnLightAnswer(bool accepted, ReadOnlySpan<byte> result)
    {
    }

    /// <inheritdoc/>
    public virtual void OnLost(string reason) => Lost = reason;
}
