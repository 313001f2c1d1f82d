using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Tests.Processes;
using FChat.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>HTTPS by the service itself, set up by Kestrel's own section, with a certificate made here.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string directory = System.IO.Directory.CreateTempSubdirectory("fchat-").FullName;

    public void Dispose() => System.IO.Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_doors_are_open_by_https_and_metrics_stay_on_their_port()
    {
        var (address, management) = (new Uri($"https://127.0.0.1:{FreePort.Find()}"), FreePort.Find());
        using var certificate = MakeCertificate();
        await using var service = ServiceProcess.Start(
            "Standalone",
            directory,
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("Auth:Key", TestGateway.Key),
            ("Management:Port", $"{management}"),
            ("Kestrel:Endpoints:Public:Url", address.ToString()),
            ("Kestrel:Endpoints:Public:Certificate:Path", Write("chat.crt", certificate.ExportCertificatePem())),
            ("Kestrel:Endpoints:Public:Certificate:KeyPath", Write("chat.key", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem())));
        await service.Ready(new Uri($"http://127.0.0.1:{management}"));
        await Eventually.So(() => service.Output.Contains($"FChat listens on {address.ToString().TrimEnd('/')}", StringComparison.Ordinal));
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Is(certificate) } }) { BaseAddress = address };

        Assert.Equal(HttpStatusCode.OK, (await http.Get(Tokens.For("alice"), "get_rooms")).Status);
        await using var hub = await HubClient.Open(address, Tokens.For("alice"), configure: options => options.RemoteCertificateValidationCallback = Is(certificate));
        Assert.Null((await hub.Invoke("get_rooms")).Error);
        await using var overHttp2 = await HubClient.Open(
            address, Tokens.For("alice"), configure: options => (options.HttpVersion, options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), over: http);
        Assert.Null((await overHttp2.Invoke("get_rooms")).Error);
        using var version = await http.GetAsync("/version");
        Assert.Equal("max-age=2592000", version.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/metrics")).StatusCode);
        Assert.Contains("fchat_gateway_connections", await http.GetStringAsync($"http://127.0.0.1:{management}/metrics"), StringComparison.Ordinal);
    }

    private static RemoteCertificateValidationCallback Is(X509Certificate2 expected) => (_, shown, _, _) => shown?.GetCertHashString() == expected.GetCertHashString();

    private static X509Certificate2 MakeCertificate()
    {
        var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=chat.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
