using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>
/// Pictures of the running page for the documentation. They are taken only when <c>FCHAT_SCREENSHOTS</c> is set, so that
/// an ordinary run changes no file; then everybody's camera shows a drawn person instead of the fake device's test card.
/// </summary>
internal static class Photograph
{
    private const string DrawnCamera = """
        (name) => {
          const look = { Alice: ["#c9dcec", "#7d5a43", "#e9bc9c", "#2f5d7c"], Bob: ["#e3dccb", "#2e2a28", "#c98f68", "#6d7b4a"] }[name]
            ?? ["#e9d5d8", "#a3552f", "#f0c9ae", "#7a4a68"];
          const [wall, hair, skin, shirt] = look;
          const circle = (to, x, y, rx, ry, colour) => {
            to.fillStyle = colour;
            to.beginPath();
            to.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
            to.fill();
          };
          const draw = (to, sway) => {
            const light = to.createLinearGradient(0, 0, 640, 480);
            light.addColorStop(0, "#fff");
            light.addColorStop(0.7, wall);
            to.fillStyle = light;
            to.fillRect(0, 0, 640, 480);
            circle(to, 320 + sway, 218, 92, 104, hair);
            circle(to, 320 + sway / 2, 520, 190, 190, shirt);
            circle(to, 320 + sway / 2, 335, 44, 62, skin);
            circle(to, 320 + sway, 236, 76, 92, skin);
            circle(to, 320 + sway, 160, 80, 42, hair);
            for (const side of [-28, 28]) circle(to, 320 + sway + side, 232, 6, 8, "#33302e");
            to.strokeStyle = "#9c4f48";
            to.lineWidth = 5;
            to.lineCap = "round";
            to.beginPath();
            to.arc(320 + sway, 258, 30, 0.2 * Math.PI, 0.8 * Math.PI);
            to.stroke();
          };
          const camera = () => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
            const to = canvas.getContext("2d");
            setInterval(() => draw(to, 8 * Math.sin(performance.now() / 700)), 66);
            return canvas.captureStream(15).getVideoTracks()[0];
          };
          const devices = navigator.mediaDevices;
          if (!devices) return; // a page without HTTPS has none
          const real = devices.getUserMedia.bind(devices);
          const named = async (track, wish) => {
            const cameras = (await devices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
            const { label = "" } = cameras.find(({ deviceId }) => deviceId === wish.deviceId?.exact) ?? cameras[0] ?? {};
            return Object.defineProperty(track, "label", { value: label });
          };
          devices.getUserMedia = async (wish) => {
            const stream = wish.audio ? await real({ audio: wish.audio }) : new MediaStream();
            if (wish.video) stream.addTrack(await named(camera(), wish.video));
            return stream;
          };
        }
        """;

    /// <summary>Whether somebody wants pictures.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable("FCHAT_SCREENSHOTS") is { Length: > 0 };

    /// <summary>Gives everybody who will use this browser a face.</summary>
    public static async Task PoseAsync(IBrowserContext context, string name)
    {
        if (IsWanted)
        {
            await context.AddInitScriptAsync($"({DrawnCamera})({System.Text.Json.JsonSerializer.Serialize(name)})");
        }
    }

    /// <summary>Writes a picture of the page into <c>docs/images</c>.</summary>
    public static async Task TakeAsync(IPage page, string file)
    {
        if (IsWanted)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Paths.Repository, "docs", "images", file) });
        }
    }
}
