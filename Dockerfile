# cfdiag for pipelines that run in containers: `docker build -t cfdiag . && docker run --rm -v "$PWD:/work" cfdiag check .`
FROM python:3.13-slim AS built
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY cfdiag cfdiag
COPY questionnaires questionnaires
COPY templates templates
COPY scripts/compile_texts.py scripts/
RUN python -m venv /opt/cfdiag && /opt/cfdiag/bin/pip install --no-cache-dir '.[exchange,zstd]'

FROM python:3.13-slim
# Interviews hold what people said in confidence: nothing of it is written as root, or into the image.
RUN useradd --create-home --uid 1000 cfdiag
COPY --from=built /opt/cfdiag /opt/cfdiag
ENV PATH=/opt/cfdiag/bin:$PATH PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
USER cfdiag
WORKDIR /work
ENTRYPOINT ["cfdiag"]
CMD ["--help"]
