namespace FChat.LoadTests.Clients;

/// <summary>A connection that is cut when it is disposed of.</summary>
public interface IConnection : IDisposable
{
    /// <summary>Tells the server that this side lives.</summary>
    void Ping();
}
