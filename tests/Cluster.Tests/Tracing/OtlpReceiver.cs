using FChat.Cluster.Tests.Topologies.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FChat.Cluster.Tests.Tracing;

/// <summary>Takes spans by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp), as a collector or Jaeger does.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<SeenSpan> _spans = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where to send them.</summary>
    public Uri Address { get; }

    /// <summary>All that came.</summary>
    public IReadOnlyList<SeenSpan> Spans
    {
        get
        {
            lock (_gate)
            {
                return [.. _spans];
            }
        }
    }

    /// <summary>Starts one on a port of its own.</summary>
    public static async Task<OtlpReceiver> Start()
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Find()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        var receiver = new OtlpReceiver(builder.Build(), address);
        receiver._app.MapPost("/v1/traces", receiver.Take);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what has come is enough.</summary>
    public async Task Until(Func<IReadOnlyList<SeenSpan>, bool> isEnough)
    {
        while (true)
        {
            var more = _more.Task;
            if (isEnough(Spans))
            {
                return;
            }

            await more.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var spans = OtlpReader.Spans(body.ToArray());
        lock (_gate)
        {
            _spans.AddRange(spans);
        }

        http.Response.ContentType = "application/x-protobuf";
        Interlocked.Exchange(ref _more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
