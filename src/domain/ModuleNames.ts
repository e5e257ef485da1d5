/*
 * Which distribution has which module. Made on 2026-11-23 from the mapping of marimo 0.25.2
 * (`module_name_to_pypi_name.py`, Copyright 2026 Marimo, Apache License 2.0,
 * http://www.apache.org/licenses/LICENSE-2.0) and by hand. Changed against it: rows only for
 * distributions among PyPI's 15,000 most downloaded, wrong and abandoned ones put right, others added.
 * A name is here only when it is sure: a guess could install somebody else's code.
 */

const words = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/)

/** Modules whose distribution is named otherwise: `module=distribution`, in the order of the alphabet. */
export const renamed: ReadonlyArray<string> = words(`
  _cffi_backend=cffi _pytest=pytest _yaml=pyyaml absl=absl-py agents=openai-agents
  airflow=apache-airflow aliyunsdkcore=aliyun-python-sdk-core allauth=django-allauth
  allure=allure-python-commons alpaca=alpaca-py ansiblelint=ansible-lint
  antlr4=antlr4-python3-runtime apitools=google-apitools appium=appium-python-client
  AppKit=pyobjc-framework-cocoa arango=python-arango argon2=argon2-cffi
  atlassian=atlassian-python-api attr=attrs auth0=auth0-python aws_cdk=aws-cdk-lib
  azure.core=azure-core azure.cosmos=azure-cosmos azure.identity=azure-identity
  azure.keyvault.secrets=azure-keyvault-secrets azure.servicebus=azure-servicebus
  azure.storage.blob=azure-storage-blob backports.zoneinfo=backports-zoneinfo
  barcode=python-barcode bidi=python-bidi binance=python-binance Bio=biopython blib2to3=black
  board=adafruit-blinka box=python-box bpdb=bpython bs4=beautifulsoup4 bson=pymongo cairo=pycairo
  camelot=camelot-py can=python-can cassandra=cassandra-driver cfnlint=cfn-lint
  cinderclient=python-cinderclient clr=pythonnet cms=django-cms colors=ansicolors
  community=python-louvain compressor=django-compressor consul=python-consul
  corsheaders=django-cors-headers cpuinfo=py-cpuinfo crispy_forms=django-crispy-forms
  crontab=python-crontab Crypto=pycryptodome Cryptodome=pycryptodomex cups=pycups curl=pycurl
  cv2=opencv-python daemon=python-daemon dagger=dagger-io databricks.sdk=databricks-sdk
  databricks.sql=databricks-sql-connector dateutil=python-dateutil dbt=dbt-core dbus=dbus-python
  debian=python-debian debug_toolbar=django-debug-toolbar decouple=python-decouple
  delta=delta-spark digitalio=adafruit-blinka discord=discord-py django_filters=django-filter
  djcelery=django-celery dns=dnspython doctr=python-doctr docx=python-docx dotenv=python-dotenv
  dtw=dtw-python ee=earthengine-api elftools=pyelftools enchant=pyenchant engineio=python-engineio
  environ=django-environ escpos=python-escpos etcd=python-etcd factory=factory-boy faiss=faiss-cpu
  fasthtml=python-fasthtml ffmpeg=ffmpeg-python firecrawl=firecrawl-py fitz=pymupdf
  Foundation=pyobjc-framework-cocoa fpdf=fpdf2 freetype=freetype-py frontmatter=python-frontmatter
  functional=pyfunctional fuse=fusepy geohash=python-geohash geventwebsocket=gevent-websocket
  gflags=python-gflags gi=pygobject git=gitpython github=pygithub github3=github3-py
  gitlab=python-gitlab glanceclient=python-glanceclient gnupg=python-gnupg google.adk=google-adk
  google.ads=google-ads google.api_core=google-api-core google.auth=google-auth
  google.cloud.aiplatform=google-cloud-aiplatform google.cloud.bigquery=google-cloud-bigquery
  google.cloud.firestore=google-cloud-firestore google.cloud.logging=google-cloud-logging
  google.cloud.pubsub=google-cloud-pubsub google.cloud.pubsub_v1=google-cloud-pubsub
  google.cloud.secretmanager=google-cloud-secret-manager google.cloud.speech=google-cloud-speech
  google.cloud.storage=google-cloud-storage google.cloud.texttospeech=google-cloud-texttospeech
  google.cloud.translate=google-cloud-translate google.cloud.vision=google-cloud-vision
  google.genai=google-genai google.generativeai=google-generativeai google.oauth2=google-auth
  google.protobuf=protobuf googleapiclient=google-api-python-client
  googlesearch=googlesearch-python graphql=graphql-core gridfs=pymongo grpc=grpcio
  grpc_health=grpcio-health-checking grpc_reflection=grpcio-reflection grpc_status=grpcio-status
  grpc_tools=grpcio-tools guardian=django-guardian hamcrest=pyhamcrest hcl2=python-hcl2
  heatclient=python-heatclient hubspot=hubspot-api-client hydra=hydra-core
  imblearn=imbalanced-learn impala=impyla import_export=django-import-export
  jenkins=python-jenkins jks=pyjks jnius=pyjnius jose=python-jose jpype=jpype1 jwt=pyjwt
  kafka=kafka-python kernprof=line-profiler keycloak=python-keycloak
  keystoneclient=python-keystoneclient ldap=python-ldap libcloud=apache-libcloud
  libmproxy=mitmproxy linebot=line-bot-sdk llama_cpp=llama-cpp-python logstash=python-logstash
  magic=python-magic mailparser=mail-parser markdown_it=markdown-it-py memcache=python-memcached
  miio=python-miio mimeparse=python-mimeparse mockredis=mockredispy model_utils=django-model-utils
  modelcluster=django-modelcluster moneyed=py-moneyed mpl_toolkits=matplotlib mptt=django-mptt
  msgraph=msgraph-sdk mysql=mysql-connector-python MySQLdb=mysqlclient nacl=pynacl nats=nats-py
  neutronclient=python-neutronclient nmap=python-nmap novaclient=python-novaclient
  oauth2_provider=django-oauth-toolkit objc=pyobjc-core odf=odfpy
  office365=office365-rest-python-client onelogin=python3-saml openbabel=openbabel-wheel
  OpenGL=pyopengl opensearchpy=opensearch-py OpenSSL=pyopenssl openstack=openstacksdk
  opentelemetry.sdk=opentelemetry-sdk opentelemetry.trace=opentelemetry-api osgeo=gdal
  pact=pact-python paddle=paddlepaddle paho=paho-mqtt pam=python-pam parler=django-parler
  past=future patoolib=patool pcap=pypcap pdfminer=pdfminer-six
  phonenumber_field=django-phonenumber-field picklefield=django-picklefield PIL=pillow
  pkcs11=python-pkcs11 plaid=plaid-python playhouse=peewee png=pypng
  polymorphic=django-polymorphic pptx=python-pptx progressbar=progressbar2 proto=proto-plus
  psycopg2=psycopg2-binary pulsar=pulsar-client puresasl=pure-sasl pwn=pwntools
  pyannote=pyannote-audio pycrfsuite=python-crfsuite pydispatch=pydispatcher pylab=matplotlib
  pynvml=nvidia-ml-py pysat=python-sat pythoncom=pywin32 pythonjsonlogger=python-json-logger
  pytorch_grad_cam=grad-cam pywintypes=pywin32 pywt=pywavelets pyximport=cython
  Quartz=pyobjc-framework-quartz quaternion=numpy-quaternion rapidjson=python-rapidjson
  readability=readability-lxml requirements=requirements-parser rest_framework=djangorestframework
  rest_framework_simplejwt=djangorestframework-simplejwt reversion=django-reversion
  robot=robotframework RPi=rpi-gpio ruamel=ruamel-yaml saml2=pysaml2
  samtranslator=aws-sam-translator sass=libsass sdl2=pysdl2 serial=pyserial
  serial_asyncio=pyserial-asyncio shapefile=pyshp shopify=shopifyapi
  simple_history=django-simple-history skbio=scikit-bio skfuzzy=scikit-fuzzy skimage=scikit-image
  sklearn=scikit-learn skmultilearn=scikit-multilearn skopt=scikit-optimize skrf=scikit-rf
  sksurv=scikit-survival skvideo=scikit-video sky=skypilot slack=slackclient
  slugify=python-slugify snap7=python-snap7 snappy=python-snappy
  snowflake=snowflake-connector-python socketio=python-socketio socks=pysocks sorl=sorl-thumbnail
  speech_recognition=speechrecognition speedtest=speedtest-cli stdnum=python-stdnum
  Stemmer=pystemmer stomp=stomp-py storages=django-storages surprise=scikit-surprise
  swiftclient=python-swiftclient tabula=tabula-py taggit=django-taggit talib=ta-lib
  tavily=tavily-python teamcity=teamcity-messages telebot=pytelegrambotapi
  telegram=python-telegram-bot tlz=toolz treebeard=django-treebeard umap=umap-learn
  upath=universal-pathlib usb=pyusb usb1=libusb1 uuid_extensions=uuid7 vcr=vcrpy
  vertexai=google-cloud-aiplatform vlc=python-vlc vt=vt-py weaviate=weaviate-client
  websocket=websocket-client whisper=openai-whisper whois=python-whois wikipediaapi=wikipedia-api
  win32api=pywin32 win32clipboard=pywin32 win32com=pywin32 win32con=pywin32 win32event=pywin32
  win32file=pywin32 win32gui=pywin32 win32process=pywin32 win32service=pywin32
  win32serviceutil=pywin32 winrm=pywinrm wx=wxpython xdist=pytest-xdist Xlib=python-xlib
  xmlrunner=unittest-xml-reporting yaml=pyyaml yara=yara-python z3=z3-solver zmq=pyzmq
  zope.interface=zope-interface zxingcpp=zxing-cpp
`)

/** Modules of well-known distributions that are named like them, but for `_` and capitals. */
export const sameNamed: ReadonlyArray<string> = words(`
  accelerate aioboto3 aiodns aiofiles aiogram aiohttp aiokafka aiomysql aiosmtplib aiosqlite
  albumentations alembic altair annotated_types ansible anthropic anyio anytree appdirs
  apscheduler arrow arviz arxiv asgiref astropy asyncpg asyncssh attrs authlib autopep8 av
  aws_lambda_powertools aws_xray_sdk awswrangler babel backoff bandit bcrypt beartype billiard
  bitarray bitsandbytes black bleach bleak blinker bokeh boltons boto boto3 botocore bottle
  bottleneck brotli build cachetools cairocffi cairosvg cartopy catboost category_encoders cattrs
  cbor2 ccxt celery cerberus certifi cffi chardet charset_normalizer chess chromadb click
  clickhouse_connect clickhouse_driver cloudflare cloudinary cloudpickle cmdstanpy cohere colorama
  confluent_kafka cookiecutter coverage croniter cryptography cssselect curl_cffi customtkinter
  cvxpy cx_Oracle cycler Cython dacite dash dash_bootstrap_components dask dataclasses_json
  datasets dateparser decorator deepdiff deepl deepspeed defusedxml deprecated diffusers dill
  diskcache distributed dj_database_url django django_celery_beat django_extensions django_redis
  docker docling docopt docstring_parser docutils docx2txt drf_spectacular dspy duckdb
  duckduckgo_search easy_thumbnails easydict easyocr ebooklib edge_tts einops elasticsearch
  elasticsearch_dsl elevenlabs email_validator emoji environs eth_account evaluate eventlet
  exchangelib fabric faker fakeredis falcon fastapi fastavro faster_whisper fastmcp fastparquet
  fasttext feedgen feedparser filelock filterpy fiona fire firebase_admin flake8 flask flask_babel
  flask_bcrypt flask_caching flask_cors flask_jwt_extended flask_limiter flask_login flask_mail
  flask_migrate flask_restful flask_restx flask_session flask_socketio flask_sqlalchemy flask_wtf
  flax folium fontTools freezegun frozendict fsspec ftfy furl fuzzywuzzy gcsfs gdown gensim
  geojson geopandas geopy gevent google_auth_oauthlib googlemaps gql gradio graphene graphviz
  greenlet groq gspread gtts gunicorn gurobipy gymnasium h11 h3 h5py hdbscan hiredis hmmlearn
  hnswlib holidays html2text html5lib httplib2 httptools httpx huey huggingface_hub humanize
  hyperopt hypothesis ib_insync icalendar idna igraph ijson imagehash imageio imageio_ffmpeg
  imap_tools img2pdf importlib_metadata importlib_resources influxdb influxdb_client iniconfig
  inquirer instaloader instructor intervaltree invoke ipdb ipykernel IPython ipywidgets isort
  itsdangerous jax jaxlib jellyfish jieba jinja2 jira jmespath joblib json5 jsonlines jsonpatch
  jsonpath_ng jsonpickle jsonpointer jsonschema jupyter_client jupyter_core kaleido kazoo keras
  keyboard keyring kivy kiwisolver kornia kubernetes langchain langchain_anthropic
  langchain_community langchain_core langchain_openai langchain_text_splitters langdetect langfuse
  langgraph langsmith lark ldap3 Levenshtein librosa lifelines lightgbm lightning lime limits
  litellm llama_index llvmlite lmdb locust loguru lxml lz4 mako markdown markdown2 markdownify
  markupsafe marshmallow matplotlib matplotlib_inline mcp mediapipe memory_profiler meson minio
  missingno mistralai mistune mitmproxy mkdocs mlflow mmh3 mne mock monai mongoengine
  more_itertools moto motor moviepy mpi4py mplfinance mpmath msal msgpack msgspec mss multidict
  multiprocess mutagen mypy mypy_extensions nanoid natsort nbconvert nbformat neo4j nest_asyncio
  netCDF4 netmiko networkx nibabel nicegui nilearn nltk notebook notion_client ntplib numba
  numexpr numpy numpy_financial oauth2client oauthlib oci ollama omegaconf onnx onnxruntime open3d
  openai openpyxl openvino opt_einsum optax optuna oracledb orjson ortools outlines packaging
  pandas pandas_datareader pandas_gbq pandas_ta pandera panel papermill param paramiko parse
  parsel passlib pathos pathvalidate patsy pdf2image pdfkit pdfplumber pdfrw peewee peft pendulum
  pennylane pexpect pgvector phonenumbers pika pikepdf pillow_heif pinecone pint platformdirs
  playwright plotly plotnine pluggy pmdarima polars portalocker posthog praw prettytable
  prometheus_client prompt_toolkit prophet psutil psycopg pulp py7zr pyarrow pyasn1 pyaudio
  pyautogui pycocotools pycountry pycparser pycurl pydantic pydantic_ai pydantic_core
  pydantic_settings pydeck pydicom pydot pydub pyfiglet pygame pygit2 pyglet pygments pygraphviz
  pygsheets PyInstaller pyLDAvis pylibdmtx pylint pymc pymilvus pymongo pymssql pymysql pynput
  pyodbc pyomo pyotp pypandoc pyparsing pypdf PyPDF2 pypdfium2 pyperclip pyproj PyQt5 PyQt6
  pyqtgraph pyrogram pysam pysftp PySide2 PySide6 pysimdjson pyspark pystray pytesseract pytest
  pytest_asyncio pytest_mock pythainlp python_multipart pytorch_lightning pyttsx3 pytube pytz
  pyvirtualdisplay pyvisa pyvista pywinauto pyzbar qdrant_client qiskit qrcode questionary
  rapidfuzz rasterio ray rdflib rdkit redis regex rembg replicate reportlab requests
  requests_cache requests_html requests_mock requests_oauthlib requests_toolbelt resend responses
  retry rich rpy2 rtree s3fs safetensors sanic scapy schedule schema scipy scrapy screeninfo
  seaborn selenium sendgrid sentence_transformers sentencepiece sentry_sdk setuptools sh shap
  shapely simple_salesforce simplejson six sktime slack_bolt slack_sdk smart_open smbus2
  sortedcontainers sounddevice soundfile soupsieve spacy SPARQLWrapper sphinx spotipy sqlalchemy
  sqlalchemy_utils sqlglot sqlmodel sqlparse sse_starlette stable_baselines3 stanza starlette
  statsmodels streamlit stripe structlog supabase sympy tables tabulate telethon tenacity
  tensorboard tensorflow tensorflow_datasets tensorflow_hub tensorflow_probability termcolor
  testcontainers textblob textual tf_keras thefuzz tifffile tiktoken timezonefinder timm tinydb
  tldextract tokenizers toml tomli tomlkit toolz torch torch_geometric torchaudio torchmetrics
  torchtext torchvision tornado tox tqdm trafilatura transformers tree_sitter trino trio tweepy
  twilio twisted typer typing_extensions tzdata tzlocal ujson ultralytics unidecode unstructured
  urllib3 urwid uvicorn uvloop vaderSentiment validators virtualenv vllm waitress wand wandb
  watchdog watchfiles weasyprint web3 webdriver_manager websockets werkzeug wikipedia wordcloud
  wrapt wtforms xarray xgboost xlrd xlsxwriter xlwt xmltodict xxhash yarl yfinance youtube_dl
  youtube_transcript_api yt_dlp zarr zeep zeroconf zstandard
`)
