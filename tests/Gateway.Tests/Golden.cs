using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FChat.Gateway.Tests;

/// <summary>Compares wire JSON with the files that are checked in. <c>FCHAT_WRITE_GOLDEN=1</c> writes them anew, for the eyes of whoever reviews the change.</summary>
public static class Golden
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Fails unless the file holds exactly this.</summary>
    public static void Verify(string file, JsonNode? actual, [CallerFilePath] string source = "")
    {
        var text = (actual?.ToJsonString(Pretty) ?? "null") + "\n";
        var path = Path.Combine(Path.GetDirectoryName(source)!, "Golden", file);
        if (Environment.GetEnvironmentVariable("FCHAT_WRITE_GOLDEN") == "1")
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"Golden/{file} is not checked in.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
