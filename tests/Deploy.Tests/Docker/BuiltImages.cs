namespace FChat.Deploy.Tests.Docker;

/// <summary>
/// What the Dockerfiles build, without Docker: their COPY and RUN instructions are carried out in a temporary directory, one folder for
/// each stage, with the files that .dockerignore lets in. Stages of one name share their folder, as they would share the builder's cache.
/// </summary>
internal sealed class BuiltImages : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fchat-images-").FullName;

    /// <summary>Builds an image.</summary>
    public async Task Build(Dockerfile dockerfile)
    {
        // The user of an image has to get in.
        File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        foreach (var stage in dockerfile.Stages)
        {
            await new StageBuild(FolderOf(dockerfile, stage), name => Path.Combine(root, name)).Run(stage);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>Where the working directory of an image is.</summary>
    public string Layout(Dockerfile image) => FolderOf(image, image.Image) + image.Image.Last("WORKDIR").Text;

    private string FolderOf(Dockerfile dockerfile, Stage stage) =>
        Path.Combine(root, stage == dockerfile.Image ? Path.GetFileNameWithoutExtension(dockerfile.Path) : stage.Name);
}
