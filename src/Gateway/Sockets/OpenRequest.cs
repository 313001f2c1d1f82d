namespace FChat.Gateway.Sockets;

/// <summary>The request that a WebSocket came by. Once it is over, the server uses its context again for another: whoever comes late must not cut that one.</summary>
internal sealed class OpenRequest(HttpContext http)
{
    private readonly Lock gate = new();
    private bool isOver;

    /// <summary>Cuts the connection off; what is being sent or received fails. Nothing once the request is over.</summary>
    public void Cut()
    {
        lock (gate)
        {
            if (!isOver)
            {
                http.Abort();
            }
        }
    }

    /// <summary>The request is over.</summary>
    public void End()
    {
        lock (gate)
        {
            isOver = true;
        }
    }
}
